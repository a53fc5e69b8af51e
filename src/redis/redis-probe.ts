import { Cluster, type Redis } from 'ioredis';
import { isCommandTimeout } from './redis-breaker';
import type { RedisConnection } from './redis-connection';

/**
 * Resolves when Redis answers: of a Cluster every master, after asking who the masters are now. A connection that stays silent
 * is given up for a new one, because the other side may be gone without a word, or another server be master by now.
 */
export async function probe(redis: RedisConnection): Promise<void> {
  if (!(redis instanceof Cluster)) return ping(redis, () => redis.disconnect(true));
  await new Promise<void>((resolve) => redis.refreshSlotsCache(() => resolve()));
  const masters = redis.status === 'ready' ? redis.nodes('master') : [];
  if (masters.length === 0) throw new Error('no node of the Cluster is known');
  // The Cluster makes a new connection to a node that it lost, when it is needed.
  await Promise.all(masters.map((node) => ping(node, () => node.disconnect())));
}

async function ping(redis: Redis, renew: () => void): Promise<void> {
  try {
    await redis.ping();
  } catch (error) {
    // Not while it connects: ioredis would take that for the end.
    if (isCommandTimeout(error) && redis.status === 'ready') renew();
    throw error;
  }
}
