import { Module } from '@nestjs/common';
import { ModelsModule } from '../models';
import { NetworksModule } from '../networks';
import { Backfill } from './embeddings/backfill';
import { EmbeddedTexts } from './embeddings/embedded-texts';
import { EmbeddingAgenda } from './embeddings/embedding-agenda';
import { EmbeddingPump } from './embeddings/embedding-pump';
import { Semantics } from './embeddings/semantics';
import { VectorStore } from './embeddings/vector.store';
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
  imports: [NetworksModule, ModelsModule],
  controllers: [MemoryController, MemoryRpc],
  providers: [
    MemoryIndexStore,
    Mirrors,
    WorkingMemoryStore,
    EmbeddingAgenda,
    VectorStore,
    EmbeddedTexts,
    EmbeddingPump,
    Backfill,
    Semantics,
    MemorySearch,
    MemoryService,
    ...LONG_TERM_PROVIDERS,
  ],
  exports: [MemoryService, LongTerm, LongTermPolicy],
})
export class MemoryModule {}
