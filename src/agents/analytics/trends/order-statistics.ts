/** The middle value; 0 for none. Sorts a copy. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A normal sample's standard deviation over its median absolute deviation: 1 / Φ⁻¹(¾). */
export const ROBUST_SCALE = 1.4826022185056018;

/** The median absolute deviation, scaled to the standard deviation of a normal sample. */
export function robustDeviation(values: readonly number[]): number {
  const middle = median(values);
  return ROBUST_SCALE * median(values.map((value) => Math.abs(value - middle)));
}

/** Ranks from 1, ties sharing the mean of theirs, and the sizes of the groups of ties. */
export function ranks(values: readonly number[]): { ranks: number[]; ties: number[] } {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const found = new Array<number>(values.length);
  const ties: number[] = [];
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end += 1;
    for (let at = start; at < end; at += 1) found[order[at]!] = (start + 1 + end) / 2;
    ties.push(end - start);
    start = end;
  }
  return { ranks: found, ties };
}

/** The autocorrelation of a series at one lag; 0 for a constant one. */
export function autocorrelation(values: readonly number[], lag: number): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (spread === 0) return 0;
  return values.slice(lag).reduce((sum, value, at) => sum + (value - mean) * (values[at]! - mean), 0) / spread;
}
