export { MemoryConfig } from './memory.config';
export { MemoryModule } from './memory.module';
export { MemoryService } from './memory.service';
export { memoryRouteOptions, takesLines } from './route-options';
export { LINE_MEDIA_TYPES } from './transfer/media-types';
export { SessionOwners } from './sessions/session-owners';
export { sessionKey } from './sessions/session.store';
export { SessionsModule } from './sessions/sessions.module';
export { noLiveSession, SessionsService } from './sessions/sessions.service';
