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

/** What one record adds to the sums of the ledger. */
export interface LedgerEntry {
  failed: boolean;
  cacheHit: boolean;
  unknownCost: boolean;
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  costMicroUsd: number;
}

/** A record as `count-call.lua` takes it. */
export function sumsOf(entry: LedgerEntry): string {
  const flags = `1 ${entry.failed ? 1 : 0} ${entry.cacheHit ? 1 : 0} ${entry.unknownCost ? 1 : 0}`;
  const { inputTokens, outputTokens, cachedTokens, reasoningTokens, costMicroUsd } = entry;
  return `${flags} ${whole(inputTokens)} ${whole(outputTokens)} ${whole(cachedTokens)} ${whole(reasoningTokens)} ${costMicroUsd}`;
}

/** The row of what `count-call.lua` summed up. */
export function rowOf(sums: string): LedgerRow {
  const [n = 0, x = 0, h = 0, k = 0, i = 0, o = 0, c = 0, r = 0, u = 0] = sums.split(' ').map(Number);
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

/** A row of nothing. */
export function emptyRow(): LedgerRow {
  return rowOf('');
}

export function addRow(sum: LedgerRow, row: LedgerRow): void {
  for (const field of Object.keys(row) as (keyof LedgerRow)[]) sum[field] += row[field];
}

/** Servers miscount; the ledger adds whole numbers only. */
function whole(tokens: number): number {
  return !(tokens > 0) || tokens > Number.MAX_SAFE_INTEGER ? 0 : Math.floor(tokens);
}
