/** Saturation and length normalisation, as tuned on conversations of our own: docs/memory.md. */
const K1 = 0.6;
const B = 0.4;
const TABLE = 256;

/** The weight of a term that `holders` of `all` texts hold: Robertson and Spärck Jones, never negative. */
export function inverseFrequency(all: number, holders: number): number {
  return Math.log(1 + (Math.max(all, holders) - holders + 0.5) / (holders + 0.5));
}

/** What the length of a text takes from each of its terms, when texts have `average` terms. */
export function lengthNorms(average: number): (length: number) => number {
  const slope = (K1 * B) / Math.max(1, average);
  const table = new Float64Array(TABLE);
  for (let length = 0; length < TABLE; length += 1) table[length] = K1 * (1 - B) + slope * length;
  return (length) => (length < TABLE ? (table[length] as number) : K1 * (1 - B) + slope * length);
}

/** The part of a term's weight that `frequency` occurrences earn. */
export function saturated(frequency: number, norm: number): number {
  return (frequency * (K1 + 1)) / (frequency + norm);
}
