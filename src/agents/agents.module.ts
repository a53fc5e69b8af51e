import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DatasetsModule } from '../datasets';
import { ModelsModule } from '../models';
import { NetworksModule } from '../networks';
import { AgentFactory } from './agent.factory';
import { AgentModel } from './agent-model';
import { AnalyticsAgent } from './analytics/analytics.agent';
import { ContentAgent } from './content/content.agent';
import { CoordinatorAgent } from './coordinator/coordinator.agent';
import { CustomAgent } from './custom/custom.agent';
import { DesignAgent } from './design/design.agent';
import { HeadlessBrowser } from './design/rendering/headless-browser';
import { PersonalizationAgent } from './personalization/personalization.agent';

/** The specialists, and the factory that finds them. */
@Module({
  imports: [DatasetsModule, DiscoveryModule, ModelsModule, NetworksModule],
  providers: [
    AgentFactory,
    AgentModel,
    AnalyticsAgent,
    ContentAgent,
    CoordinatorAgent,
    CustomAgent,
    DesignAgent,
    HeadlessBrowser,
    PersonalizationAgent,
  ],
  exports: [AgentFactory],
})
export class AgentsModule {}
