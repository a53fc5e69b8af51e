export { LongTerm, LongTermConfig, LongTermPolicy } from './long-term';
export { MemoryConfig } from './memory.config';
export { MemoryModule } from './memory.module';
export { MemoryService } from './memory.service';
