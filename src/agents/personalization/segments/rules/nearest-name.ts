/** Names longer than this are compared by their beginning: the work grows with the square. */
const MOST_CHARACTERS = 60;

/** The one of `names` that takes the fewest letters to change into `wanted` (Levenshtein), where that is less than half of them; for a hint to who mistyped. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const target = normal(wanted);
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = lettersToChange(target, normal(name));
    if (best === undefined || distance < best.distance) best = { name, distance };
  }
  return best !== undefined && best.distance < Math.max(target.length, normal(best.name).length) / 2 ? best.name : undefined;
}

function normal(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
    .slice(0, MOST_CHARACTERS);
}

function lettersToChange(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_none, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length]!;
}
