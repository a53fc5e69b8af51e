import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ConfigModule, type LoadedConfig } from '../../config';
import { ObservabilityModule } from '../../observability';
import { RedisClient, RedisModule } from '../../redis';
import { SweepAgenda } from '../cleanup/sweep-agenda';
import { IndexCheck } from '../index/index-check';
import { IndexInspectionStore } from '../index/index-inspection.store';
import { IndexRepairStore } from '../index/index-repair.store';
import { IndexRewrite } from '../index/index-rewrite';
import { MemoryIndexStore } from '../index/memory-index.store';
import { MemoryConfig } from '../memory.config';
import { IndexedNetworks } from './indexed-networks';
import { Reindex } from './reindex';

/** Vectors are made by the service, once it sees what is missing. */
const INDEX: Provider = {
  provide: MemoryIndexStore,
  inject: [RedisClient, MemoryConfig],
  useFactory: (redis: RedisClient, config: MemoryConfig) => new MemoryIndexStore(redis, config),
};

/** What reindexing needs, and nothing that would serve or work beside it. */
@Module({})
export class ReindexModule {
  static forRoot(config: LoadedConfig): DynamicModule {
    return {
      module: ReindexModule,
      imports: [ConfigModule.forRoot(config), ObservabilityModule, RedisModule],
      providers: [INDEX, IndexInspectionStore, IndexRepairStore, IndexRewrite, IndexCheck, SweepAgenda, IndexedNetworks, Reindex],
    };
  }
}
