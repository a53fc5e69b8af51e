import { MeshError } from '../../../errors';
import { formatUsd } from '../money';
import { budgetFrom, type BudgetRow, type OnExceeded } from './budget';

/** Seconds after which calls under way may have made room. */
const BUSY_RETRY_SECONDS = 1;

/**
 * A budget has no room for a call (`budget-exceeded`), or the call's price is unknown and the budget could not be held
 * (`budget-price-unknown`). Never retryable as it is; `onExceeded` says whether a cheaper call may be tried instead.
 */
export class BudgetExceeded extends MeshError {
  constructor(
    code: 'budget-exceeded' | 'budget-price-unknown',
    detail: string,
    readonly onExceeded: OnExceeded,
    /** Micro-dollars; null where the price is unknown. */
    readonly costMaxMicroUsd: number | null,
    retryAfterSeconds: number | undefined,
  ) {
    super('budget-exceeded', code, detail, { retryable: false, retryAfterSeconds });
    this.name = 'BudgetExceeded';
  }
}

/** `{code, name, …the budget, now in ms}`, as `reserve.lua` refuses. */
export type Refusal = readonly [-1 | -2 | -3, string, ...BudgetRow, number];

/** The error that a refusal means for a call to `model` (`<provider>/<model>`) of at most `costMaxMicroUsd`. */
export function budgetExceeded(refusal: Refusal, model: string, costMaxMicroUsd: number | null): BudgetExceeded {
  const [code, name, ...rest] = refusal;
  const nowMs = rest[7];
  const budget = budgetFrom(rest.slice(0, 7) as unknown as BudgetRow);
  const { onExceeded, resetsAtMs } = budget;
  const untilReset = resetsAtMs === null ? undefined : Math.max(1, Math.ceil((resetsAtMs - nowMs) / 1_000));
  const who = name.replace(':', ' ');
  if (code === -2) {
    const detail = `the budget of ${who} cannot be held: the price of ${model} is not known`;
    return new BudgetExceeded('budget-price-unknown', detail, onExceeded, null, undefined);
  }
  if (code === -3) {
    const detail = `too many calls are under way in the budget of ${who} for another to ${model}`;
    return new BudgetExceeded('budget-exceeded', detail, onExceeded, costMaxMicroUsd, BUSY_RETRY_SECONDS);
  }
  const { limitMicroUsd, spentMicroUsd, reservedMicroUsd, unsettledMicroUsd, period } = budget;
  const taken = `spent ${formatUsd(spentMicroUsd)}, reserved ${formatUsd(reservedMicroUsd)}, unsettled ${formatUsd(unsettledMicroUsd)}`;
  const detail = `the budget of ${who}, ${formatUsd(limitMicroUsd)} USD per ${period}, has no room for a call to ${model} of up to ${formatUsd(costMaxMicroUsd ?? 0)} USD (${taken})`;
  return new BudgetExceeded(
    'budget-exceeded',
    period === 'total' ? detail.replace('per total', 'in total') : detail,
    onExceeded,
    costMaxMicroUsd,
    untilReset,
  );
}

/**
 * Of a run's refusals, `last` among them, the one its caller should see: that of the cheapest call that did not fit. A price
 * that nobody knows is told of only where nothing else was refused.
 */
export function tellingRefusal(failures: readonly MeshError[], last: BudgetExceeded): BudgetExceeded {
  const costOf = ({ code, costMaxMicroUsd }: BudgetExceeded) => (code === 'budget-exceeded' ? (costMaxMicroUsd ?? Infinity) : Infinity);
  const refusals = failures.filter((failure) => failure instanceof BudgetExceeded);
  return refusals.reduce((best, refusal) => (costOf(refusal) < costOf(best) ? refusal : best), last);
}
