import { Cluster } from 'ioredis';
import type { RedisRole } from './connection-role';
import type { RedisConnection } from './redis-connection';
import type { ConnectionState } from './redis-metrics';

/** What each connection is doing; a Cluster has one for each node it knows. */
export function* connectionStates(
  connections: Iterable<readonly [RedisRole, RedisConnection]>,
): Generator<readonly [RedisRole, ConnectionState]> {
  for (const [role, redis] of connections) {
    const sockets = redis instanceof Cluster ? redis.nodes() : [redis];
    for (const socket of sockets) yield [role, stateOf(socket.status)];
    if (sockets.length === 0) yield [role, stateOf(redis.status)];
  }
}

function stateOf(status: string): ConnectionState {
  switch (status) {
    case 'ready':
      return 'ready';
    case 'wait':
      return 'idle';
    case 'connecting':
    case 'connect':
    case 'reconnecting':
      return 'connecting';
    default:
      return 'closed';
  }
}
