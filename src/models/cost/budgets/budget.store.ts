import { Injectable } from '@nestjs/common';
import { MeshError } from '../../../errors';
import { loadLua, RedisClient, tenantKey } from '../../../redis';
import { budgetFrom, budgetName, type Budget, type BudgetLimit, type BudgetRow, type BudgetScope } from './budget';

const GET = loadLua(__dirname, 'get-budget.lua');
const PUT = loadLua(__dirname, 'put-budget.lua');
const DELETE = loadLua(__dirname, 'delete-budget.lua');

/** Budgets live until they are deleted, without a TTL; this bounds them. */
const MAX_BUDGETS = 10_000;

/** Sets budgets and tells how they stand; what calls book in them is `Spending`'s. All keys of a tenant lie in one slot. */
@Injectable()
export class BudgetStore {
  constructor(private readonly redis: RedisClient) {}

  /** The budget as it stands now; undefined when there is none. */
  async find(tenantId: string, scope: BudgetScope, id: string): Promise<Budget | undefined> {
    const row = (await this.redis.evaluate(GET, [budgetsKey(tenantId)], [budgetName(scope, id)])) as BudgetRow | [];
    return row.length === 0 ? undefined : budgetFrom(row);
  }

  /**
   * Makes a budget, which counts from now on, or changes one: what is spent and reserved stays, what is unsettled is forgiven.
   * @throws MeshError 409 `too-many-budgets`.
   */
  async put(tenantId: string, scope: BudgetScope, id: string, limit: BudgetLimit): Promise<Budget> {
    const { limitMicroUsd, period, onExceeded } = limit;
    const args = [budgetName(scope, id), limitMicroUsd, period, onExceeded, MAX_BUDGETS];
    const row = (await this.redis.evaluate(PUT, [budgetsKey(tenantId)], args)) as BudgetRow | [-1];
    if (row.length === 1) throw new MeshError('conflict', 'too-many-budgets', `a tenant may have ${MAX_BUDGETS} budgets`);
    return budgetFrom(row);
  }

  /** Whether there was one. */
  async delete(tenantId: string, scope: BudgetScope, id: string): Promise<boolean> {
    return (await this.redis.evaluate(DELETE, [budgetsKey(tenantId)], [budgetName(scope, id)])) === 1;
  }
}

/** The names of a tenant's budgets, and the beginning of the keys of all that belongs to them. */
export function budgetsKey(tenantId: string): string {
  return tenantKey(tenantId, 'budget');
}
