import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DesignConfig } from './agents';
import { AuditModule } from './audit';
import { ConfigModule, ServerConfig, type LoadedConfig } from './config';
import { CoordinatorModule, ScheduleConfig, WorkerConfig } from './coordinator';
import { DatabaseConfig, DatabaseModule } from './database';
import { DatasetsConfig, DatasetsModule } from './datasets';
import { ProblemFilter } from './errors';
import { HealthModule } from './health';
import { CleanupModule, ContextModule, LongTermConfig, MemoryConfig, MemoryModule } from './memory';
import { EmbeddingsConfig, ModelsApiModule, ModelsConfig, SafetyConfig } from './models';
import { NetworksModule } from './networks';
import { ObservabilityConfig, ObservabilityModule } from './observability';
import { RedisConfig, RedisModule } from './redis';
import { RemoteModule } from './remote';
import { ErasureModule, RetentionConfig, RetentionModule } from './retention';
import { SecurityConfig, SecurityModule } from './security';
import { TenantsModule } from './tenants';
import { WebSocketConfig, WebSocketModule } from './websocket';

/** Every setting of the service, by the folder that declares it. */
export const CONFIG_FRAGMENTS = [
  ServerConfig,
  ObservabilityConfig,
  RedisConfig,
  DatabaseConfig,
  SecurityConfig,
  ModelsConfig,
  EmbeddingsConfig,
  SafetyConfig,
  MemoryConfig,
  LongTermConfig,
  DatasetsConfig,
  DesignConfig,
  ScheduleConfig,
  WorkerConfig,
  WebSocketConfig,
  RetentionConfig,
];

/** The whole service, along the line of the house. */
@Module({})
export class AppModule {
  static forRoot(config: LoadedConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        ObservabilityModule,
        RedisModule,
        DatabaseModule,
        TenantsModule,
        SecurityModule,
        AuditModule,
        RemoteModule,
        NetworksModule,
        ModelsApiModule,
        MemoryModule,
        CleanupModule,
        ContextModule,
        DatasetsModule,
        CoordinatorModule,
        WebSocketModule,
        RetentionModule,
        ErasureModule,
        HealthModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
