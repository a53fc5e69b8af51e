import { Module, type DynamicModule } from '@nestjs/common';
import { AgentsModule as Agents } from '../../agents';
import { ContextModule } from '../../memory';
import { withAsyncOptions, withOptions, type MeshAsyncOptions, type MeshOptions, type Part, type SharedMesh } from '../mesh';
import { AnalyticsAgent, ContentAgent, CoordinatorAgent, DesignAgent, PersonalizationAgent } from './built-in-agents';

/** The specialists, one task at a time, without queues or plans. Import it once, by `forRoot` or `forRootAsync`. */
@Module({})
export class AgentsModule {
  private static readonly part: Part = {
    module: AgentsModule,
    modules: [Agents, ContextModule],
    faces: [AnalyticsAgent, ContentAgent, CoordinatorAgent, DesignAgent, PersonalizationAgent],
  };

  /** With options that are known, or in a mesh that several parts share. @throws ConfigError at the start, naming every fault of the options. */
  static forRoot(options: MeshOptions | SharedMesh = {}): DynamicModule {
    return withOptions(this.part, options);
  }

  /** With options that other providers give. */
  static forRootAsync(options: MeshAsyncOptions): DynamicModule {
    return withAsyncOptions(this.part, options);
  }
}
