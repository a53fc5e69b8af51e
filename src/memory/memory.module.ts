import { Module } from '@nestjs/common';
import { NetworksModule } from '../networks';
import { MemoryController } from './memory.controller';
import { MemoryRpc } from './memory.rpc';
import { MemoryService } from './memory.service';
import { SweepAgenda } from './cleanup/sweep-agenda';
import { Sweeps } from './cleanup/sweeps';
import { IndexCheck } from './index/index-check';
import { IndexInspectionStore } from './index/index-inspection.store';
import { IndexRewrite } from './index/index-rewrite';
import { MemoryIndexStore } from './index/memory-index.store';
import { Mirrors } from './index/mirrors';
import { MemorySearch } from './search/memory-search';
import { WorkingMemoryStore } from './working-memory.store';

/** The shared memory of every network. */
@Module({
  imports: [NetworksModule],
  controllers: [MemoryController, MemoryRpc],
  providers: [
    MemoryIndexStore,
    Mirrors,
    WorkingMemoryStore,
    MemorySearch,
    MemoryService,
    SweepAgenda,
    Sweeps,
    IndexInspectionStore,
    IndexRewrite,
    IndexCheck,
  ],
  exports: [MemoryService, MemoryIndexStore, SweepAgenda, Sweeps, IndexInspectionStore, IndexCheck],
})
export class MemoryModule {}
