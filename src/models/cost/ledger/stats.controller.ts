import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '../../../security';
import { Ledger } from './ledger';
import { daysOf, StatsQuery } from './stats.query';
import { costView, reportView, usageView } from './stats.view';

/** What the tenant's calls to models took, by day, model, person, network or key. */
@ApiTags('stats')
@ApiBearerAuth()
@Controller('stats')
@RequireScope('models:read')
export class CostStatsController {
  constructor(private readonly ledger: Ledger) {}

  @Get('cost')
  cost(@CurrentPrincipal() { tenantId }: Principal, @Query() query: StatsQuery) {
    return this.report(tenantId, query, costView);
  }

  @Get('usage')
  usage(@CurrentPrincipal() { tenantId }: Principal, @Query() query: StatsQuery) {
    return this.report(tenantId, query, usageView);
  }

  private async report(tenantId: string, query: StatsQuery, view: typeof usageView) {
    const days = daysOf(query, Date.now());
    return reportView(await this.ledger.report(tenantId, query.group_by, days.firstDay, days.lastDay), query.group_by, days, view);
  }
}
