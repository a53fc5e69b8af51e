import type { RedisOptions } from 'ioredis';

/** Milliseconds. A caller gets its answer or its 503 well inside two seconds. */
const CONNECT_TIMEOUT_MS = 1_500;
const COMMAND_TIMEOUT_MS = 1_500;
const LONGEST_PAUSE_MS = 1_000;
/** ioredis waits this long for a closed socket to end, always, and keeps the process alive meanwhile. */
const DISCONNECT_TIMEOUT_MS = 100;

/** Reconnects for ever, a little slower each time, with jitter so that replicas do not return in step. */
function pauseBeforeReconnect(attempt: number): number {
  return Math.min(LONGEST_PAUSE_MS, 25 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
}

/** For commands: fails at once while Redis is away, never waits longer than the command deadline. */
export const COMMAND_CONNECTION: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  disconnectTimeout: DISCONNECT_TIMEOUT_MS,
  commandTimeout: COMMAND_TIMEOUT_MS,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  retryStrategy: pauseBeforeReconnect,
};

/** For blocking reads and subscriptions: commands wait for the connection to return. */
export const BLOCKING_CONNECTION: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  disconnectTimeout: DISCONNECT_TIMEOUT_MS,
  maxRetriesPerRequest: null,
  retryStrategy: pauseBeforeReconnect,
};
