export { MemoryConfig } from './memory.config';
export { MemoryModule } from './memory.module';
export { MemoryService } from './memory.service';
export { memoryRouteOptions, takesLines } from './route-options';
export { LINE_MEDIA_TYPES } from './transfer/media-types';
