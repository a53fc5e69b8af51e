/** Names that a person may have meant by `name`, nearest first, at most `count`; none when nothing is near. Compares 64 characters. */
export function nearMatches(name: string, known: Iterable<string>, count = 3): string[] {
  const asked = name.toLowerCase().slice(0, 64);
  // A third of the letters may be wrong; the more two names begin alike, the nearer they are.
  const furthest = Math.max(1, Math.floor(asked.length / 3));
  const near: { candidate: string; distance: number; prefix: number }[] = [];
  for (const candidate of new Set(known)) {
    const other = candidate.toLowerCase();
    const prefix = commonPrefix(asked, other);
    const distance = editDistance(asked, other);
    if (distance <= furthest || (prefix === asked.length && prefix >= 3)) near.push({ candidate, distance, prefix });
  }
  near.sort((a, b) => a.distance - b.distance || b.prefix - a.prefix || (a.candidate < b.candidate ? -1 : 1));
  return near.slice(0, count).map(({ candidate }) => candidate);
}

function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Levenshtein's distance, in one row. */
function editDistance(one: string, other: string): number {
  const row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    let diagonal = i - 1;
    row[0] = i;
    for (let j = 1; j <= other.length; j += 1) {
      const above = row[j] as number;
      const change = diagonal + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(above + 1, (row[j - 1] as number) + 1, change);
      diagonal = above;
    }
  }
  return row[other.length] as number;
}
