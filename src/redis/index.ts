export { BLOCKING_CONNECTION, COMMAND_CONNECTION } from './connection-options';
export { networkOf, newId, newIdIn } from './ids';
export { meshKey, networkKey, tenantKey } from './keys';
export { loadLua } from './lua-script';
export { newestFirst, type Page } from './newest-first';
export { OneResponderServer } from './one-responder.server';
export { RedisClient } from './redis.client';
export { RedisConfig } from './redis.config';
export { RedisModule } from './redis.module';
