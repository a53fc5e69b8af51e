import { formatUsd } from '../money';
import { DAY_MS, type LedgerGroup, type LedgerReport } from './ledger';
import type { LedgerRow } from './ledger-row';

/** Calls and tokens of a row. */
export function usageView(row: LedgerRow) {
  return {
    attempts: row.attempts,
    answered: row.answered,
    failed: row.failed,
    cache_hits: row.cacheHits,
    input_tokens: row.inputTokens,
    output_tokens: row.outputTokens,
    cached_tokens: row.cachedTokens,
    reasoning_tokens: row.reasoningTokens,
  };
}

/** The same with money. `cost_usd` sums what is known, and is null where nothing is. */
export function costView(row: LedgerRow) {
  const unknown = row.attempts > 0 && row.unknownCostAttempts === row.attempts;
  return {
    cost_usd: unknown ? null : formatUsd(row.costMicroUsd),
    unknown_cost_attempts: row.unknownCostAttempts,
    ...usageView(row),
  };
}

/** A report as the contract answers it; `from` and `to` are the first and the last UTC day in it. */
export function reportView<View extends object>(
  { rows, total }: LedgerReport,
  group: LedgerGroup,
  { firstDay, lastDay }: { firstDay: number; lastDay: number },
  view: (row: LedgerRow) => View,
) {
  return {
    from: dateOf(firstDay),
    to: dateOf(lastDay),
    group_by: group,
    data: rows.map((row) => ({ ...named(group, row.id), ...view(row) })),
    total: view(total),
  };
}

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const named = (group: LedgerGroup, id: string | null): { [G in LedgerGroup]?: string | null } => ({ [group]: id });
