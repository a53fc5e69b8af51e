import { Cluster, Redis, type ClusterOptions, type Command, type RedisOptions } from 'ioredis';
import type { CommandGate } from './command-gate';
import { CLUSTER_OPTIONS, CONNECTION_OPTIONS, type RedisRole } from './connection-role';
import type { RedisAddress, RedisNode } from './redis-url';

/** What one server and a Cluster have in common: every command. Several keys of one command must bear one hash tag. */
export type RedisConnection = Redis | Cluster;

/** A place, with what only files and other variables tell. */
export interface RedisTarget {
  address: RedisAddress;
  /** The TLS files' contents; without TLS undefined. */
  tls?: { ca?: Buffer; cert?: Buffer; key?: Buffer };
  sentinelPassword?: string;
}

type Stream = Parameters<Redis['sendCommand']>[1];

class GatedRedis extends Redis {
  constructor(
    options: RedisOptions,
    private readonly gate: CommandGate,
  ) {
    super(options);
  }

  override sendCommand(command: Command, stream?: Stream): unknown {
    return this.gate.admits(command, this) ? super.sendCommand(command, stream) : command.promise;
  }
}

class GatedCluster extends Cluster {
  constructor(
    nodes: ConstructorParameters<typeof Cluster>[0],
    options: ClusterOptions,
    private readonly gate: CommandGate,
  ) {
    super(nodes, options);
  }

  override sendCommand(command: Command, stream?: Stream, node?: unknown): unknown {
    return this.gate.admits(command, this) ? super.sendCommand(command, stream, node) : command.promise;
  }
}

/** Opens a connection that connects at its first command, or at `connect()`; `gate` sees every command before it is sent. */
export function openConnection(target: RedisTarget, role: RedisRole, gate: CommandGate): RedisConnection {
  const { address, tls, sentinelPassword } = target;
  const { username, password } = address;
  const options: RedisOptions = {
    ...CONNECTION_OPTIONS[role],
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls && { tls }),
    lazyConnect: true,
  };
  switch (address.kind) {
    case 'single':
      return serverConnection({ ...options, ...address.nodes[0], db: address.db }, gate);
    case 'sentinel': {
      const sentinels = { sentinels: copies(address.nodes), name: address.masterName, db: address.db };
      const proof = {
        ...(sentinelPassword !== undefined && { sentinelPassword }),
        ...(tls && { sentinelTLS: tls, enableTLSForSentinelMode: true }),
      };
      return serverConnection({ ...options, ...sentinels, ...proof }, gate);
    }
    case 'cluster': {
      const { retryStrategy: _retries, enableOfflineQueue: _queue, ...redisOptions } = options;
      return new GatedCluster(copies(address.nodes), { ...CLUSTER_OPTIONS[role], redisOptions, lazyConnect: true }, gate);
    }
  }
}

function serverConnection(options: RedisOptions, gate: CommandGate): Redis {
  // One server without an offline queue is its own gate, and the way of every request.
  return options.enableOfflineQueue === false ? new Redis(options) : new GatedRedis(options, gate);
}

/** ioredis keeps, and changes, what it is given. */
function copies(nodes: readonly RedisNode[]): RedisNode[] {
  return nodes.map((node) => ({ ...node }));
}
