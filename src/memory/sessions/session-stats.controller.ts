import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentPrincipal, RequireScope, type Principal } from '../../security';
import { SessionStats } from './session-stats';
import { sessionStatsView } from './session.view';
import { Operation } from '../../openapi';
import { SESSION_STATS } from './session.schema';

/** `/stats/sessions`: what became of the tenant's sessions. */
@ApiTags('stats')
@Controller('stats/sessions')
export class SessionStatsController {
  constructor(private readonly stats: SessionStats) {}

  @Operation('getSessionStats', 'Tells what became of sessions', {
    answers: SESSION_STATS,
  })
  @Get()
  @RequireScope('memory:read')
  async read(@CurrentPrincipal() { tenantId }: Principal) {
    return sessionStatsView(await this.stats.read(tenantId));
  }
}
