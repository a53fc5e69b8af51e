import { tenantKey } from '../../../redis';
import { nameOf, type Candidate } from '../../chain/candidate';
import type { GenerateScope, ModelAttempt } from '../../generate';
import { budgetsKey } from '../budgets/budget.store';
import { settledBit } from './call-numbers';
import { leaseOf, type Reservation } from './reservation';

/** Keys and arguments of `settle.lua`: all there is to say about the end of a call, so that it can be said again. */
export interface Settlement {
  keys: string[];
  args: (string | number)[];
}

type Counters = [records: 0 | 1, failed: 0 | 1, cacheHits: 0 | 1, unknownCosts: 0 | 1, ...tokens: [number, number, number, number]];

/** A call that was made. */
export function settledCall(scope: GenerateScope, reservation: Reservation, attempt: ModelAttempt): Settlement {
  const { outcome, usage, costMicroUsd } = attempt;
  const failed = outcome === 'answered' ? 0 : 1;
  const tokens = [usage?.inputTokens, usage?.outputTokens, usage?.cachedTokens, usage?.reasoningTokens].map(whole);
  const counters = [1, failed, 0, costMicroUsd === null ? 1 : 0, ...tokens] as Counters;
  return settlement(scope, reservation, costMicroUsd ?? '', counters, attempt);
}

/** A call that was never made: its lease goes, and nothing is counted. */
export function releasedCall(scope: GenerateScope, reservation: Reservation): Settlement {
  return settlement(scope, reservation, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}

/** An answer that needed no call. */
export function cacheHit(scope: GenerateScope, reservation: Reservation, candidate: Candidate): Settlement {
  return settlement(scope, reservation, 0, [1, 0, 1, 0, 0, 0, 0, 0], candidate);
}

function settlement(scope: GenerateScope, held: Reservation, cost: number | '', counters: Counters, who?: Candidate): Settlement {
  const { tenantId, userId = '', networkId = '', keyId = '' } = scope;
  const { key, bit } = settledBit(tenantId, held.call);
  const lease = leaseOf(held.call, held.amountMicroUsd);
  const model = who === undefined ? '' : nameOf(who);
  return {
    keys: [key, budgetsKey(tenantId), ledgerKey(tenantId)],
    args: [bit, lease, cost, ...counters, model, userId, networkId, keyId, ...held.budgets],
  };
}

/** The beginning of the keys of a tenant's ledger. */
export function ledgerKey(tenantId: string): string {
  return tenantKey(tenantId, 'ledger');
}

/** Servers miscount; the ledger adds whole numbers only. */
function whole(tokens: number | undefined): number {
  return tokens === undefined || !(tokens > 0) || tokens > Number.MAX_SAFE_INTEGER ? 0 : Math.floor(tokens);
}
