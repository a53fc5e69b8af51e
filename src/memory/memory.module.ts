import { Module } from '@nestjs/common';
import { NetworksModule } from '../networks';
import { MemoryController } from './memory.controller';
import { MemoryRpc } from './memory.rpc';
import { MemoryService } from './memory.service';
import { MemoryIndexStore } from './index/memory-index.store';
import { LONG_TERM_PROVIDERS, LongTerm, LongTermPolicy } from './long-term';
import { Mirrors } from './index/mirrors';
import { MemorySearch } from './search/memory-search';
import { WorkingMemoryStore } from './working-memory.store';

/** The shared memory of every network. */
@Module({
  imports: [NetworksModule],
  controllers: [MemoryController, MemoryRpc],
  providers: [MemoryIndexStore, Mirrors, WorkingMemoryStore, MemorySearch, MemoryService, ...LONG_TERM_PROVIDERS],
  exports: [MemoryService, LongTerm, LongTermPolicy],
})
export class MemoryModule {}
