export { packMemories, type ContextPack } from './context/context-pack';
export { ContextModule } from './context/context.module';
export { ContextService } from './context/context.service';
export { MemoryConfig } from './memory.config';
export { MemoryModule } from './memory.module';
export { MemoryService } from './memory.service';
