import { Module } from '@nestjs/common';
import { CoordinatorModule } from '../coordinator';
import { NetworksModule } from '../networks';
import { Upgrades } from './upgrades';
import { VisitAudit } from './visit-audit';
import { Visits } from './visits';
import { WebSocketController } from './websocket.controller';

/** Tasks and memories of a network as they change, over one connection. */
@Module({
  imports: [NetworksModule, CoordinatorModule],
  controllers: [WebSocketController],
  providers: [Upgrades, VisitAudit, Visits],
})
export class WebSocketModule {}
