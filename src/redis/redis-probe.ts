import { Cluster, type Redis } from 'ioredis';
import { isCommandTimeout } from './redis-breaker';
import type { RedisConnection } from './redis-connection';

/** Resolves when Redis answers: of a Cluster every master, after asking who the masters are now. `silent` connections are told of. */
export async function probe(redis: RedisConnection, silent: (connection: Redis) => void): Promise<void> {
  if (!(redis instanceof Cluster)) return ping(redis, silent);
  await new Promise<void>((resolve) => redis.refreshSlotsCache(() => resolve()));
  const masters = redis.status === 'ready' ? redis.nodes('master') : [];
  if (masters.length === 0) throw new Error('no node of the Cluster is known');
  await Promise.all(masters.map((node) => ping(node, silent)));
}

/**
 * Gives up what stays silent for a new connection: the other side may be gone without a word, or another server be master by now.
 * Whoever connects already is left alone; ioredis would take that for the end.
 */
export function renew(redis: RedisConnection): void {
  // A Cluster makes a new connection to a node that it lost when it needs it.
  const sockets = redis instanceof Cluster ? redis.nodes() : [redis];
  for (const socket of sockets) if (socket.status === 'ready') socket.disconnect(true);
}

async function ping(redis: Redis, silent: (connection: Redis) => void): Promise<void> {
  try {
    await redis.ping();
  } catch (error) {
    if (isCommandTimeout(error)) silent(redis);
    throw error;
  }
}
