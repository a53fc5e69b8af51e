import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { notFound } from '../../../errors';
import { CurrentPrincipal, NoteStateBefore, RequireScope, type Principal, type StateBefore } from '../../../security';
import { parseMicroUsd } from '../money';
import { Spending } from '../spending/spending';
import { BUDGET_SCOPES, type BudgetScope } from './budget';
import { BudgetStore } from './budget.store';
import { budgetView } from './budget.view';
import { PutBudgetDto } from './dto/put-budget.dto';
import { Operation } from '../../../openapi';
import { BUDGET, BUDGET_SCOPE } from './budget.schema';

/** `/budgets/{tenant|user|network|key}/{id}`; the only tenant that can be named is one's own. */
@ApiTags('budgets')
@Controller('budgets/:scope/:budgetId')
export class BudgetsController {
  constructor(
    private readonly budgets: BudgetStore,
    private readonly spending: Spending,
  ) {}

  @Operation('getBudget', 'Tells of a budget', {
    answers: BUDGET,
    path: { scope: BUDGET_SCOPE },
  })
  @Get()
  @RequireScope('models:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Param('scope') named: string, @Param('budgetId') id: string) {
    const scope = scopeOf(tenantId, named, id);
    const budget = await this.budgets.find(tenantId, scope, id);
    if (budget === undefined) throw notFound('budget', `${scope}/${id}`);
    return budgetView(scope, id, budget);
  }

  @Operation('putBudget', 'Sets a budget', {
    answers: BUDGET,
    path: { scope: BUDGET_SCOPE },
    example: { limit_usd: '25.000000', period: 'month', on_exceeded: 'reject' },
    refuses: { 409: ['too-many-budgets'] },
  })
  @Put()
  @RequireScope('budgets:write')
  async put(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('scope') named: string,
    @Param('budgetId') id: string,
    @Body() { limit_usd, period, on_exceeded: onExceeded = 'reject' }: PutBudgetDto,
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    const scope = scopeOf(tenantId, named, id);
    const before = await this.budgets.find(tenantId, scope, id);
    if (before !== undefined) noteBefore(budgetView(scope, id, before));
    const limitMicroUsd = parseMicroUsd(limit_usd) as number; // validated
    try {
      return budgetView(scope, id, await this.budgets.put(tenantId, scope, id, { limitMicroUsd, period, onExceeded }));
    } finally {
      // Even where it failed: a Redis that stands still may carry it out yet.
      this.spending.budgetsChanged(tenantId);
    }
  }

  @Operation('deleteBudget', 'Removes a budget', {
    path: { scope: BUDGET_SCOPE },
  })
  @Delete()
  @HttpCode(204)
  @RequireScope('budgets:write')
  async delete(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('scope') named: string,
    @Param('budgetId') id: string,
    @NoteStateBefore() noteBefore: StateBefore,
  ) {
    const scope = scopeOf(tenantId, named, id);
    const before = await this.budgets.find(tenantId, scope, id);
    if (before !== undefined) noteBefore(budgetView(scope, id, before));
    if (!(await this.budgets.delete(tenantId, scope, id))) throw notFound('budget', `${scope}/${id}`);
  }
}

function scopeOf(tenantId: string, named: string, id: string): BudgetScope {
  const scope = BUDGET_SCOPES.find((known) => known === named);
  if (scope === undefined || (scope === 'tenant' && id !== tenantId)) throw notFound('budget', `${named}/${id}`);
  return scope;
}
