/**
 * A repeatable stream of numbers in [0, 1): sfc32 of PractRand (Doty-Humphrey), warmed up. The same seed gives the same figures on every machine,
 * so a step that runs again tells the same interval.
 */
export function seededRandom(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let round = 0; round < 15; round += 1) next();
  return next;
}

/** How many of `count` trials of chance `share` succeed: exact, by the gaps between successes, in about count × share steps. */
export function binomial(count: number, share: number, random: () => number): number {
  if (share > 0.5) return count - binomial(count, 1 - share, random);
  if (share <= 0) return 0;
  const logMiss = Math.log1p(-share);
  let successes = 0;
  for (let at = gap(random, logMiss); at < count; at += 1 + gap(random, logMiss)) successes += 1;
  return successes;
}

function gap(random: () => number, logMiss: number): number {
  return Math.floor(Math.log(1 - random()) / logMiss);
}
