import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { SessionStats } from './session-stats';
import { sessionStatsView } from './session.view';

/** `/stats/sessions`: what became of the tenant's sessions. */
@ApiTags('stats')
@ApiBearerAuth()
@Controller('stats/sessions')
export class SessionStatsController {
  constructor(private readonly stats: SessionStats) {}

  @Get()
  @RequireScope('memory:read')
  async read(@CurrentPrincipal() { tenantId }: Principal) {
    return sessionStatsView(await this.stats.read(tenantId));
  }
}
