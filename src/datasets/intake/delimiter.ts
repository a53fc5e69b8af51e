/** What separates cells, likeliest first. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Lines that are looked at. */
const LINES = 20;

/** What separates the cells of a file that begins with `head`: what stands equally often in most of its lines, quoted cells apart. */
export function delimiterOf(head: string): string {
  const lines = countsByLine(head);
  let best = { delimiter: ',', score: 0 };
  for (const [index, delimiter] of DELIMITERS.entries()) {
    const expected = lines[0]?.[index] ?? 0;
    if (expected === 0) continue;
    const alike = lines.filter((counts) => counts[index] === expected).length / lines.length;
    const score = alike * 1_000 + Math.min(expected, 999) / 1_000;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How often each delimiter stands in each of the first whole lines. */
function countsByLine(head: string): number[][] {
  const lines: number[][] = [];
  let counts = DELIMITERS.map(() => 0);
  let isQuoted = false;
  let isEmpty = true;
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted;
    if (!isQuoted && character === '\n') {
      if (!isEmpty) lines.push(counts);
      if (lines.length >= LINES) return lines;
      counts = DELIMITERS.map(() => 0);
      isEmpty = true;
      continue;
    }
    if (character !== '\r') isEmpty = false;
    const index = isQuoted ? -1 : DELIMITERS.indexOf(character as (typeof DELIMITERS)[number]);
    if (index !== -1) counts[index] = (counts[index] as number) + 1;
  }
  // The last line may be cut off; alone it is all there is.
  if (lines.length === 0) lines.push(counts);
  return lines;
}
