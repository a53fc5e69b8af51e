import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { CoordinatorModule } from '../coordinator';
import { ModelsModule } from '../models';
import { Draining } from './draining';
import { HealthController } from './health.controller';
import { HealthRpc } from './health.rpc';
import { HealthSummary } from './health-summary';

/** What Kubernetes and people ask. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false }), CoordinatorModule, ModelsModule],
  controllers: [HealthController, HealthRpc],
  providers: [Draining, HealthSummary],
})
export class HealthModule {}
