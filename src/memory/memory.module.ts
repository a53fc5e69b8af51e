import { Module } from '@nestjs/common';
import { ModelsModule } from '../models';
import { NetworksModule } from '../networks';
import { hosted } from '../remote';
import { codecProvider } from './codec/codec.provider';
import { MemoryStatsController } from './codec/memory-stats.controller';
import { Backfill } from './embeddings/backfill';
import { EmbeddedTexts } from './embeddings/embedded-texts';
import { EmbeddingAgenda } from './embeddings/embedding-agenda';
import { EmbeddingPump } from './embeddings/embedding-pump';
import { Semantics } from './embeddings/semantics';
import { VectorStore } from './embeddings/vector.store';
import { MemoryController } from './memory.controller';
import { MemoryRpc } from './memory.rpc';
import { MemoryScreen } from './memory-screen';
import { MemoryService } from './memory.service';
import { MemoryUpdates } from './memory-updates';
import { SweepAgenda } from './cleanup/sweep-agenda';
import { Sweeps } from './cleanup/sweeps';
import { IndexCheck } from './index/index-check';
import { IndexInspectionStore } from './index/index-inspection.store';
import { IndexRepairStore } from './index/index-repair.store';
import { IndexRewrite } from './index/index-rewrite';
import { MemoryIndexStore } from './index/memory-index.store';
import { LONG_TERM_PROVIDERS, LongTerm, LongTermPolicy, RowsOfPerson } from './long-term';
import { Mirrors } from './index/mirrors';
import { RemoteMemorySearch } from './remote/remote-memory-search';
import { SearchHost } from './remote/search-host';
import { MemorySearch } from './search/memory-search';
import { MemoryImport } from './transfer/memory-import';
import { MemoryTransferController } from './transfer/memory-transfer.controller';
import { WorkingMemoryStore } from './working-memory.store';

/** The shared memory of every network. */
@Module({
  imports: [NetworksModule, ModelsModule],
  controllers: [MemoryController, MemoryTransferController, MemoryStatsController, MemoryRpc],
  providers: [
    codecProvider,
    MemoryIndexStore,
    Mirrors,
    WorkingMemoryStore,
    EmbeddingAgenda,
    VectorStore,
    EmbeddedTexts,
    EmbeddingPump,
    Backfill,
    Semantics,
    hosted('memory', MemorySearch, RemoteMemorySearch),
    SearchHost,
    MemoryScreen,
    MemoryUpdates,
    MemoryService,
    ...LONG_TERM_PROVIDERS,
    SweepAgenda,
    Sweeps,
    IndexInspectionStore,
    IndexRepairStore,
    IndexRewrite,
    IndexCheck,
    MemoryImport,
  ],
  exports: [
    MemoryService,
    MemoryIndexStore,
    SweepAgenda,
    Sweeps,
    IndexInspectionStore,
    IndexRepairStore,
    IndexCheck,
    LongTerm,
    LongTermPolicy,
    RowsOfPerson,
  ],
})
export class MemoryModule {}
