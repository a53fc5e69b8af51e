import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule, type LoadedConfig } from '../../config';
import { ObservabilityModule } from '../../observability';
import { RedisModule } from '../../redis';
import { SweepAgenda } from '../cleanup/sweep-agenda';
import { IndexCheck } from '../index/index-check';
import { IndexInspectionStore } from '../index/index-inspection.store';
import { IndexRewrite } from '../index/index-rewrite';
import { MemoryIndexStore } from '../index/memory-index.store';
import { IndexedNetworks } from './indexed-networks';
import { Reindex } from './reindex';

/** What reindexing needs, and nothing that would serve or work beside it. */
@Module({})
export class ReindexModule {
  static forRoot(config: LoadedConfig): DynamicModule {
    return {
      module: ReindexModule,
      imports: [ConfigModule.forRoot(config), ObservabilityModule, RedisModule],
      providers: [MemoryIndexStore, IndexInspectionStore, IndexRewrite, IndexCheck, SweepAgenda, IndexedNetworks, Reindex],
    };
  }
}
