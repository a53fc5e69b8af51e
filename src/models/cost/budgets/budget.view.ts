import { formatUsd } from '../money';
import type { Budget, BudgetScope } from './budget';

/** A budget as the contract answers it; dollars are decimal strings with six places. */
export function budgetView(scope: BudgetScope, id: string, budget: Budget) {
  const { limitMicroUsd, period, onExceeded, spentMicroUsd, reservedMicroUsd, unsettledMicroUsd, resetsAtMs } = budget;
  const remaining = limitMicroUsd - spentMicroUsd - reservedMicroUsd - unsettledMicroUsd;
  return {
    scope,
    id,
    limit_usd: formatUsd(limitMicroUsd),
    period,
    on_exceeded: onExceeded,
    spent_usd: formatUsd(spentMicroUsd),
    reserved_usd: formatUsd(reservedMicroUsd),
    unsettled_usd: formatUsd(unsettledMicroUsd),
    remaining_usd: formatUsd(Math.max(0, remaining)),
    resets_at: resetsAtMs === null ? null : new Date(resetsAtMs).toISOString(),
  };
}
