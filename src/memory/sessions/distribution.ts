/** How values lie; null where there are none. Percentiles are the nearest rank, so always a value that occurred. */
export interface Distribution {
  average: number | null;
  p50: number | null;
  p95: number | null;
  max: number | null;
}

/** The distribution of `values`; the average is rounded to three places. */
export function distributionOf(values: readonly number[]): Distribution {
  if (values.length === 0) return { average: null, p50: null, p95: null, max: null };
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] as number;
  const average = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { average: Math.round(average * 1_000) / 1_000, p50: rank(0.5), p95: rank(0.95), max: rank(1) };
}
