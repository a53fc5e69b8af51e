export { CleanupModule } from './cleanup/cleanup.module';
export { MemoryConfig } from './memory.config';
export { MemoryModule } from './memory.module';
export { MemoryService } from './memory.service';
export { Reindex, type ReindexProgress, type ReindexResult } from './reindex/reindex';
export { ReindexModule } from './reindex/reindex.module';
