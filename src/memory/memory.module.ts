import { Module } from '@nestjs/common';
import { NetworksModule } from '../networks';
import { codecProvider } from './codec/codec.provider';
import { MemoryStatsController } from './codec/memory-stats.controller';
import { MemoryController } from './memory.controller';
import { MemoryRpc } from './memory.rpc';
import { MemoryService } from './memory.service';
import { MemoryIndexStore } from './index/memory-index.store';
import { Mirrors } from './index/mirrors';
import { MemorySearch } from './search/memory-search';
import { MemoryImport } from './transfer/memory-import';
import { MemoryTransferController } from './transfer/memory-transfer.controller';
import { WorkingMemoryStore } from './working-memory.store';

/** The shared memory of every network. */
@Module({
  imports: [NetworksModule],
  controllers: [MemoryController, MemoryTransferController, MemoryStatsController, MemoryRpc],
  providers: [codecProvider, MemoryIndexStore, Mirrors, WorkingMemoryStore, MemorySearch, MemoryService, MemoryImport],
  exports: [MemoryService],
})
export class MemoryModule {}
