import type { BudgetScope } from '../../models/cost/budgets/budget';
import type { BudgetsController } from '../../models/cost/budgets/budgets.controller';
import type { PutBudgetDto } from '../../models/cost/budgets/dto/put-budget.dto';
import type { AnswerOf } from '../answer-of';
import { path, type CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';

/** A budget and what is left of it; dollars are decimal strings. */
export type Budget = AnswerOf<BudgetsController['get']>;

/** `/budgets/{tenant|user|network|key}/{id}`. */
export class BudgetsApi {
  constructor(private readonly transport: Transport) {}

  get(scope: BudgetScope, id: string, options?: CallOptions): Promise<Budget> {
    return this.transport.json({ method: 'GET', path: path`/budgets/${scope}/${id}`, safety: 'repeat' }, options);
  }

  put(scope: BudgetScope, id: string, budget: PutBudgetDto, options?: CallOptions): Promise<Budget> {
    return this.transport.json({ method: 'PUT', path: path`/budgets/${scope}/${id}`, body: budget, safety: 'repeat' }, options);
  }

  delete(scope: BudgetScope, id: string, options?: CallOptions): Promise<void> {
    return this.transport.json({ method: 'DELETE', path: path`/budgets/${scope}/${id}`, safety: 'repeat' }, options);
  }
}
