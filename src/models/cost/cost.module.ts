import { Module } from '@nestjs/common';
import { BudgetStore } from './budgets/budget.store';
import { BudgetsController } from './budgets/budgets.controller';
import { Ledger } from './ledger/ledger';
import { LedgerDays } from './ledger/ledger-days';
import { CostStatsController } from './ledger/stats.controller';
import { Prices } from './prices/prices';
import { Spending } from './spending/spending';

/** What calls to models cost, how much they may cost, and what they did. Needs `ModelsConfig` among the loaded fragments. */
@Module({
  controllers: [BudgetsController, CostStatsController],
  providers: [Prices, Spending, BudgetStore, Ledger, LedgerDays],
  exports: [Prices, Spending, BudgetStore, LedgerDays],
})
export class CostModule {}
