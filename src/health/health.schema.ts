import { anyObject, choice, count, list, named, object, orNull, text } from '../openapi';

/** A process that answers. */
export const ALIVE = object({ status: choice(['ok']) });

/** A process that can serve. */
export const READY = object({ status: text(undefined, 'ok'), checks: anyObject('What was looked at') });

const UP = choice(['up', 'down']);

/** How it stands, for people. */
export const HEALTH = named(
  'Health',
  object({
    status: choice(['ok', 'unavailable']),
    version: text(undefined, '0.1.0'),
    roles: list(choice(['all', 'api', 'worker', 'models', 'memory'])),
    uptime_seconds: count(),
    redis: UP,
    database: text('`ok`, `away`, `opening`, or `unused`', 'ok'),
    worker: UP,
    open_tasks: orNull(count('Tasks that have not ended, over all tenants')),
    model_chain: list(text(undefined, 'sandbox/sandbox-1')),
  }),
);
