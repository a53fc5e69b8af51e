/** The value below which a share `p` (0–1) of `values` lies; NaN when there is none. */
export function quantile(values, p) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];
}

/** The middle of `values`, the mean of the two middle ones where their number is even; NaN when there is none. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Median, least and greatest of a field over rows; undefined where no row has it. */
export function spread(rows, field) {
  const values = rows.map((row) => row[field]).filter((value) => typeof value === 'number' && !Number.isNaN(value));
  return values.length === 0 ? undefined : { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}
