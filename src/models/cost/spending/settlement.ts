import { tenantKey } from '../../../redis';
import { nameOf, type Candidate } from '../../chain/candidate';
import type { GenerateScope, ModelAttempt } from '../../generate';
import { budgetsKey } from '../budgets/budget.store';
import { sumsOf } from '../ledger/ledger-row';
import { settledBit } from './call-numbers';
import { leaseOf, type Reservation } from './reservation';

/** Keys and arguments of `settle.lua`: all there is to say about the end of a call, so that it can be said again. */
export interface Settlement {
  keys: string[];
  args: (string | number)[];
}

/** A call that was made. */
export function settledCall(scope: GenerateScope, reservation: Reservation, attempt: ModelAttempt): Settlement {
  const { outcome, usage } = attempt;
  const costMicroUsd = attempt.costMicroUsd === null ? null : Math.ceil(attempt.costMicroUsd);
  const sums = sumsOf({
    failed: outcome !== 'answered',
    cacheHit: false,
    unknownCost: costMicroUsd === null,
    costMicroUsd: costMicroUsd ?? 0,
    ...(usage ?? NO_TOKENS),
  });
  return settlement(scope, reservation, costMicroUsd ?? '', sums, attempt);
}

/** A call that was never made: its lease goes, and nothing is counted. */
export function releasedCall(scope: GenerateScope, reservation: Reservation): Settlement {
  return settlement(scope, reservation, 0, '');
}

/** An answer that needed no call. */
export function cacheHit(scope: GenerateScope, reservation: Reservation, candidate: Candidate): Settlement {
  return settlement(scope, reservation, 0, CACHE_HIT, candidate);
}

const NO_TOKENS = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
const CACHE_HIT = sumsOf({ ...NO_TOKENS, failed: false, cacheHit: true, unknownCost: false, costMicroUsd: 0 });

function settlement(scope: GenerateScope, held: Reservation, cost: number | '', sums: string, who?: Candidate): Settlement {
  const { tenantId, userId = '', networkId = '', keyId = '' } = scope;
  const { key, bit } = settledBit(tenantId, held.call);
  const lease = leaseOf(held.call, held.amountMicroUsd);
  return {
    keys: [key, budgetsKey(tenantId), ledgerKey(tenantId)],
    args: [
      bit,
      lease,
      cost,
      sums,
      who === undefined ? '' : nameOf(who),
      userId,
      networkId,
      keyId,
      held.isUnanswered === true ? 1 : '',
      ...held.budgets,
    ],
  };
}

/** The beginning of the keys of a tenant's ledger. */
export function ledgerKey(tenantId: string): string {
  return tenantKey(tenantId, 'ledger');
}
