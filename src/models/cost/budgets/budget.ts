import type { GenerateScope } from '../../generate';

/** Whose spending a budget bounds: all of a tenant's, or that of one person, network or API key. */
export const BUDGET_SCOPES = ['tenant', 'user', 'network', 'key'] as const;
export type BudgetScope = (typeof BUDGET_SCOPES)[number];

/** Days and months are UTC; `total` never begins anew. */
export const BUDGET_PERIODS = ['day', 'month', 'total'] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** What a call that would exceed it becomes: refused, or one to the cheapest model that still fits. */
export const ON_EXCEEDED = ['reject', 'cheapest'] as const;
export type OnExceeded = (typeof ON_EXCEEDED)[number];

/** What an operator sets, in whole micro-dollars. */
export interface BudgetLimit {
  limitMicroUsd: number;
  period: BudgetPeriod;
  onExceeded: OnExceeded;
}

/**
 * A budget as it stands, in whole micro-dollars. It counts from the day it is set; what the sums come to never exceeds the
 * limit, unless that is lowered below them or a call costs more than was booked for it.
 */
export interface Budget extends BudgetLimit {
  spentMicroUsd: number;
  /** Booked for calls under way, at the most they can cost. */
  reservedMicroUsd: number;
  /**
   * Booked for calls of which nobody knows what they cost: the process died, or the price is unknown. It may have been billed,
   * so it counts in full until the period ends or the budget is put again.
   */
  unsettledMicroUsd: number;
  /** When the period ends, in ms since the epoch; null for `total`. */
  resetsAtMs: number | null;
}

/** The name of a budget among those of its tenant. */
export function budgetName(scope: BudgetScope, id: string): string {
  return `${scope}:${id}`;
}

/** The names of the budgets that may apply to a call. */
export function budgetNamesOf({ tenantId, userId, networkId, keyId }: GenerateScope): string[] {
  const names = [budgetName('tenant', tenantId)];
  if (userId !== undefined) names.push(budgetName('user', userId));
  if (networkId !== undefined) names.push(budgetName('network', networkId));
  if (keyId !== undefined) names.push(budgetName('key', keyId));
  return names;
}

/** `{limit, period, on_exceeded, rolls_at, spent, reserved, unsettled}`, as the scripts answer it. */
export type BudgetRow = readonly [number, BudgetPeriod, OnExceeded, number, number, number, number];

export function budgetFrom([limit, period, onExceeded, rollsAt, spent, reserved, unsettled]: BudgetRow): Budget {
  return {
    limitMicroUsd: limit,
    period,
    onExceeded,
    resetsAtMs: rollsAt === 0 ? null : rollsAt,
    spentMicroUsd: spent,
    reservedMicroUsd: reserved,
    unsettledMicroUsd: unsettled,
  };
}
