/** What calls came to. Money in whole micro-dollars; `unknownCostAttempts` are those whose cost is in no sum. */
export interface LedgerRow {
  attempts: number;
  answered: number;
  failed: number;
  cacheHits: number;
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  costMicroUsd: number;
  unknownCostAttempts: number;
}

/** The sums of one id as `count-call.lua` keeps them, by counter. */
export type Counters = Partial<Record<string, number>>;

export function addCounters(sum: Counters, part: Counters): void {
  for (const [counter, value = 0] of Object.entries(part)) sum[counter] = (sum[counter] ?? 0) + value;
}

export function rowOf({ n = 0, h = 0, x = 0, k = 0, i = 0, o = 0, c = 0, r = 0, u = 0 }: Counters): LedgerRow {
  return {
    attempts: n - h,
    answered: n - h - x,
    failed: x,
    cacheHits: h,
    inputTokens: i,
    outputTokens: o,
    cachedTokens: c,
    reasoningTokens: r,
    costMicroUsd: u,
    unknownCostAttempts: k,
  };
}
