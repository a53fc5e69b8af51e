export { IsBoundedObject } from './bounded-object';
export { Idempotent } from './idempotency.interceptor';
export { PageQuery } from './page.query';
export { CurrentPrincipal, type Principal } from './principal';
export { RequireScope } from './scopes.guard';
export { SecurityConfig } from './security.config';
export { SecurityModule } from './security.module';
export { sendEvents, type SseEvent, type StreamingReply } from './sse-reply';
