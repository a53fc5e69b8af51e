export { LongTerm, LongTermConfig, LongTermPolicy } from './long-term';
export { MemoryConfig } from './memory.config';
export { MemoryModule } from './memory.module';
export { MemoryService } from './memory.service';
export { SessionOwners } from './sessions/session-owners';
export { sessionKey } from './sessions/session.store';
export { SessionsModule } from './sessions/sessions.module';
export { noLiveSession, SessionsService } from './sessions/sessions.service';
