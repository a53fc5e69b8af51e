import type { Reading } from './reading';
import type { Span } from './sequence';

/** Windows of at most `within` words that hold `least` different words of a class; windows do not overlap. Linear in the hits. */
export function* tallySpans(reading: Reading, id: number, least: number, within: number): Generator<Span> {
  const hits = reading.of(id);
  if (hits === undefined) return;
  const { words } = reading.tokens;
  const wordAt = (n: number): string => words.slice(hits.from[n], hits.to[n]).join(' ');
  const counts = new Map<string, number>();
  let low = 0;
  for (let high = 0; high < hits.from.length; high += 1) {
    const word = wordAt(high);
    counts.set(word, (counts.get(word) ?? 0) + 1);
    while ((hits.to[high] as number) - (hits.from[low] as number) > within && low < high) {
      const left = wordAt(low);
      const count = (counts.get(left) as number) - 1;
      if (count === 0) counts.delete(left);
      else counts.set(left, count);
      low += 1;
    }
    if (counts.size < least) continue;
    yield [hits.from[low] as number, hits.to[high] as number, hits.from[low] as number];
    counts.clear();
    low = high + 1;
  }
}
