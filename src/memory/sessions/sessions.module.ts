import { Module } from '@nestjs/common';
import { NetworksModule } from '../../networks';
import { MemoryModule } from '../memory.module';
import { DeadNetworkSessions } from './dead-network-sessions';
import { SessionEnding } from './session-ending';
import { SessionMemories } from './session-memories';
import { SessionMetrics } from './session-metrics';
import { SessionNetworks } from './session-networks';
import { SessionOwners } from './session-owners';
import { SessionStats } from './session-stats';
import { SessionStatsController } from './session-stats.controller';
import { SessionSweeper } from './session-sweeper';
import { SessionStore } from './session.store';
import { SessionsController } from './sessions.controller';
import { SessionsService } from './sessions.service';

/** Sessions, and the end of what belongs to them. */
@Module({
  imports: [NetworksModule, MemoryModule],
  controllers: [SessionsController, SessionStatsController],
  providers: [
    SessionStore,
    DeadNetworkSessions,
    SessionNetworks,
    SessionOwners,
    SessionMemories,
    SessionStats,
    SessionMetrics,
    SessionEnding,
    SessionSweeper,
    SessionsService,
  ],
  exports: [SessionsService, SessionOwners, SessionNetworks],
})
export class SessionsModule {}
