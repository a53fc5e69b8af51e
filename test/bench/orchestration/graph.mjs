/** The workflow that everyone runs: a → (b, c, d) → e. Which steps each step waits for. */
export const WAITS_FOR = { a: [], b: ['a'], c: ['a'], d: ['a'], e: ['b', 'c', 'd'] };

/** The same, the other way round: which steps wait for each step. */
export const FOLLOWED_BY = Object.fromEntries(
  Object.keys(WAITS_FOR).map((step) => [step, Object.keys(WAITS_FOR).filter((other) => WAITS_FOR[other].includes(step))]),
);

/** Characters that each run carries as its input. */
export const INPUT = 'x'.repeat(200);
