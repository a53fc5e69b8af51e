/**
 * How surprising it is that two things occur together as often as they do: the log-likelihood ratio G² of a 2×2 table (Dunning 1993, "Accurate
 * Methods for the Statistics of Surprise and Coincidence"). `both`: customers of both; `first` and `second`: of one alone; `neither`: of none.
 */
export function logLikelihoodRatio(both: number, first: number, second: number, neither: number): number {
  const rows = entropy(both + first, second + neither);
  const columns = entropy(both + second, first + neither);
  const whole = entropy(both, first, second, neither);
  // Rounding may leave a little below zero.
  return Math.max(0, 2 * (rows + columns - whole));
}

/** Shannon's entropy of counts, not divided by their sum. */
function entropy(...counts: readonly number[]): number {
  let sum = 0;
  let weighted = 0;
  for (const count of counts) {
    sum += count;
    weighted += timesLog(count);
  }
  return timesLog(sum) - weighted;
}

function timesLog(value: number): number {
  return value === 0 ? 0 : value * Math.log(value);
}
