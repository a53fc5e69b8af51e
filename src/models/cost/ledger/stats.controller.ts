import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '../../../security';
import { Ledger } from './ledger';
import type { LedgerRow } from './ledger-row';
import { daysOf, StatsQuery } from './stats.query';
import { costView, reportView, usageView } from './stats.view';
import { Operation } from '../../../openapi';
import { COST_REPORT, USAGE_REPORT } from './stats.schema';

/** What the tenant's calls to models took, by day, model, person, network or key. */
@ApiTags('stats')
@Controller('stats')
@RequireScope('models:read')
export class CostStatsController {
  constructor(private readonly ledger: Ledger) {}

  @Operation('getCost', 'Tells what calls to models cost', {
    answers: COST_REPORT,
  })
  @Get('cost')
  cost(@CurrentPrincipal() { tenantId }: Principal, @Query() query: StatsQuery) {
    return this.report(tenantId, query, costView);
  }

  @Operation('getUsage', 'Tells how models were used', {
    answers: USAGE_REPORT,
  })
  @Get('usage')
  usage(@CurrentPrincipal() { tenantId }: Principal, @Query() query: StatsQuery) {
    return this.report(tenantId, query, usageView);
  }

  private async report<View extends object>(tenantId: string, query: StatsQuery, view: (row: LedgerRow) => View) {
    const days = daysOf(query, Date.now());
    return reportView(await this.ledger.report(tenantId, query.group_by, days.firstDay, days.lastDay), query.group_by, days, view);
  }
}
