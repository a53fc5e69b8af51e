import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { MeshError } from '../../../errors';
import { loadLua, RedisClient } from '../../../redis';
import { nameOf, type Candidate } from '../../chain/candidate';
import type { GenerateScope, ModelAttempt } from '../../generate';
import { budgetNamesOf } from '../budgets/budget';
import { budgetExceeded, type Refusal } from '../budgets/budget-exceeded';
import { budgetsKey } from '../budgets/budget.store';
import { BudgetlessScopes, type BudgetsFound } from './budgetless-scopes';
import { CallNumbers } from './call-numbers';
import { leaseOf, type Reservation } from './reservation';
import { cacheHit, releasedCall, settledCall } from './settlement';
import { isAway, Settlements } from './settlements';

const RESERVE = loadLua(__dirname, 'reserve.lua');

/** A call that is about to be made. */
export interface PlannedCall extends Candidate {
  /** The most it can cost, in micro-dollars; null when its price is unknown. */
  costMaxMicroUsd: number | null;
  /** Milliseconds after which whoever makes it must be dead: its deadline and some more. */
  leaseMs: number;
}

/**
 * Money before and after every call to a model: books the most it can cost in all budgets that apply, then what it did cost,
 * and keeps the ledger. Budgets cannot be overspent, however many processes book at once. While Redis is away, those who had
 * no budget a moment ago go on, all others wait.
 */
@Injectable()
export class Spending implements OnApplicationShutdown {
  private readonly numbers = new CallNumbers();
  private readonly budgetless = new BudgetlessScopes();
  private readonly settlements: Settlements;

  constructor(private readonly redis: RedisClient) {
    this.settlements = new Settlements(redis);
  }

  /**
   * Books a call. What is free needs no room, and no Redis.
   * @throws BudgetExceeded; MeshError 503 `budget-unavailable` when Redis is away and a budget may apply.
   */
  async reserve(scope: GenerateScope, planned: PlannedCall): Promise<Reservation> {
    const { costMaxMicroUsd, leaseMs } = planned;
    const call = this.numbers.next(scope.tenantId);
    const amountMicroUsd = Math.ceil(costMaxMicroUsd ?? 0);
    if (costMaxMicroUsd === 0) return { call, isBooked: false, amountMicroUsd, budgets: [] };
    const names = budgetNamesOf(scope);
    const args = [costMaxMicroUsd === null ? '' : amountMicroUsd, Math.ceil(leaseMs), leaseOf(call, amountMicroUsd), ...names];
    try {
      const reply = (await this.redis.evaluate(RESERVE, [budgetsKey(scope.tenantId)], args)) as Reply;
      this.budgetless.note(names, found(reply));
      if (isRefusal(reply)) throw budgetExceeded(reply, nameOf(planned), costMaxMicroUsd);
      const budgets = isNone(reply) ? [] : reply;
      return { call, isBooked: budgets.length > 0, amountMicroUsd, budgets };
    } catch (error) {
      if (!isAway(error)) throw error;
      // A Redis that stands still may book it yet, when it moves again.
      const perhaps: Reservation = { call, isBooked: false, isUnanswered: true, amountMicroUsd, budgets: names };
      if (this.budgetless.has(names)) return perhaps;
      this.settlements.postpone(releasedCall(scope, perhaps));
      throw budgetUnavailable(error);
    }
  }

  /**
   * Books what a call cost, and counts it in the ledger; once, however often it is called. Never rejects: what cannot be
   * written now is written later. A cost that nobody knows leaves the booked amount unsettled.
   */
  settle(scope: GenerateScope, reservation: Reservation, attempt: ModelAttempt): Promise<void> {
    return this.settlements.send(settledCall(scope, reservation, attempt));
  }

  /** Gives back what was booked for a call that was not made. Never rejects. */
  async release(scope: GenerateScope, reservation: Reservation): Promise<void> {
    if (reservation.budgets.length > 0) await this.settlements.send(releasedCall(scope, reservation));
  }

  /** Counts an answer from the cache, which costs nothing. Never rejects. */
  recordCacheHit(scope: GenerateScope, candidate: Candidate): Promise<void> {
    const nothing: Reservation = { call: this.numbers.next(scope.tenantId), isBooked: false, amountMicroUsd: 0, budgets: [] };
    return this.settlements.send(cacheHit(scope, nothing, candidate));
  }

  /** Counts a call for which nothing was booked, in the ledger and in the budgets that apply; they may exceed their limits by it. Never rejects. */
  record(scope: GenerateScope, attempt: ModelAttempt): Promise<void> {
    const call = this.numbers.next(scope.tenantId);
    const unbooked: Reservation = { call, isBooked: false, isUnanswered: true, amountMicroUsd: 0, budgets: budgetNamesOf(scope) };
    return this.settlements.send(settledCall(scope, unbooked, attempt));
  }

  /** To be called when a budget was put, or may have been: who had none in this tenant is no longer known. */
  budgetsChanged(tenantId: string): void {
    this.budgetless.forget(tenantId);
  }

  /** Writes what is still to be written, as far as Redis lets us; its connection closes after this. */
  onApplicationShutdown(): Promise<void> {
    return this.settlements.flush();
  }
}

/** As `reserve.lua` answers. */
type Reply = string[] | readonly [0] | Refusal;

function isNone(reply: Reply): reply is readonly [0] {
  return reply[0] === 0;
}

function isRefusal(reply: Reply): reply is Refusal {
  return typeof reply[0] === 'number' && reply[0] < 0;
}

function found(reply: Reply): BudgetsFound {
  if (isNone(reply)) return 'tenant has none';
  return reply.length === 0 ? 'none applies' : 'applies';
}

function budgetUnavailable(cause: unknown): MeshError {
  const detail = 'whether a budget has room cannot be asked now; try again shortly';
  return new MeshError('unavailable', 'budget-unavailable', detail, { cause, retryAfterSeconds: 1 });
}
