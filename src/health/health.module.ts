import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { CoordinatorModule } from '../coordinator';
import { ModelsModule } from '../models';
import { Draining } from './draining';
import { HealthController } from './health.controller';

/** What Kubernetes and people ask. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false }), CoordinatorModule, ModelsModule],
  controllers: [HealthController],
  providers: [Draining],
})
export class HealthModule {}
