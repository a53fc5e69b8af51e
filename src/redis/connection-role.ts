import type { ClusterOptions, RedisOptions } from 'ioredis';

/**
 * What a connection is for: a command on one for `commands` never waits longer than its deadline; on those for `blocking` (reads
 * that wait for work, and what workers write) and `subscribe` it waits for the connection to return.
 */
export type RedisRole = 'commands' | 'blocking' | 'subscribe';

/** Milliseconds. A caller gets its answer or its 503 well inside two seconds. */
const CONNECT_TIMEOUT_MS = 1_500;
/** Milliseconds a command may wait for its answer. */
const COMMAND_TIMEOUT_MS = 1_500;
/** Half a second and a quarter for the breaker: a Redis that is back is noticed within one second. */
const LONGEST_PAUSE_MS = 500;
/** ioredis waits this long for a closed socket to end, always, and keeps the process alive meanwhile. */
const DISCONNECT_TIMEOUT_MS = 100;
/** Milliseconds of silence after which the system asks whether the other side is there; then it asks once a second, ten times. */
const KEEP_ALIVE_MS = 10_000;
/** Milliseconds one node of a Cluster has to tell who serves what. */
const SLOTS_TIMEOUT_MS = 1_000;
/** Milliseconds between looks at who serves what, for what no redirection tells. */
const SLOTS_REFRESH_MS = 10_000;

/** Reconnects for ever, a little slower each time, with jitter so that replicas do not return in step. */
export function pauseBeforeReconnect(attempt: number): number {
  return Math.min(LONGEST_PAUSE_MS, 25 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
}

const EVERY_CONNECTION: RedisOptions = {
  connectTimeout: CONNECT_TIMEOUT_MS,
  disconnectTimeout: DISCONNECT_TIMEOUT_MS,
  keepAlive: KEEP_ALIVE_MS,
  // A master that became a replica while we were connected: whoever is asked again names the new one.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
  sentinelRetryStrategy: pauseBeforeReconnect,
  sentinelCommandTimeout: COMMAND_TIMEOUT_MS,
};

/** How a connection of each role behaves; a node of a Cluster like a server, as far as the Cluster leaves it the choice. */
export const CONNECTION_OPTIONS: Readonly<Record<RedisRole, RedisOptions>> = {
  commands: {
    ...EVERY_CONNECTION,
    commandTimeout: COMMAND_TIMEOUT_MS,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  },
  blocking: { ...EVERY_CONNECTION, maxRetriesPerRequest: null },
  subscribe: { ...EVERY_CONNECTION, maxRetriesPerRequest: null },
};

const EVERY_CLUSTER: ClusterOptions = {
  clusterRetryStrategy: pauseBeforeReconnect,
  slotsRefreshTimeout: SLOTS_TIMEOUT_MS,
  slotsRefreshInterval: SLOTS_REFRESH_MS,
  // Names are looked up at every connect, and certificates checked against them.
  dnsLookup: (host, found) => found(null, host),
};

/** How a Cluster of each role behaves. Commands are never sent twice: nobody knows whether a lost one was carried out. */
export const CLUSTER_OPTIONS: Readonly<Record<RedisRole, ClusterOptions>> = {
  commands: { ...EVERY_CLUSTER, retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
  blocking: EVERY_CLUSTER,
  subscribe: EVERY_CLUSTER,
};
