import { Cluster, Redis, type ClusterOptions, type Command, type RedisOptions } from 'ioredis';
import { onlyWhenReady, type CommandGate } from './command-gate';
import { CLUSTER_OPTIONS, CONNECTION_OPTIONS, pauseBeforeReconnect, type RedisRole } from './connection-role';
import { readAnswersBeforeDeadlines } from './patient-deadlines';
import type { RedisAddress, RedisNode } from './redis-url';

readAnswersBeforeDeadlines();

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

/**
 * Sends the commands of one turn of the event loop in one write: a system call costs more than a command. Unlike ioredis' own pipelining this
 * makes no further object for a command.
 */
class CorkedRedis extends Redis {
  private isCorked = false;

  override sendCommand(command: Command, stream?: Stream): unknown {
    this.cork();
    return super.sendCommand(command, stream);
  }

  private cork(): void {
    // While it connects, and between connections, there is nothing to write to.
    if (this.isCorked || this.status !== 'ready') return;
    const { stream } = this;
    this.isCorked = true;
    stream.cork();
    process.nextTick(() => {
      this.isCorked = false;
      stream.uncork();
    });
  }
}

class GatedRedis extends CorkedRedis {
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

/** How a connection is made. */
export interface Opening {
  role: RedisRole;
  /** Commands may wait for the connection as far as this lets them; without it they are rejected while there is none. */
  gate?: CommandGate;
  /** Whether it waits for `connect()`, which rejects when the first try fails. */
  lazyConnect: boolean;
}

/** Opens a connection, which then reconnects for ever. */
export function openConnection(target: RedisTarget, { role, gate, lazyConnect }: Opening): RedisConnection {
  const { address, tls, sentinelPassword } = target;
  const { username, password } = address;
  const everywhere: RedisOptions = {
    ...CONNECTION_OPTIONS[role],
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls }),
  };
  const here = { ...everywhere, retryStrategy: pauseBeforeReconnect, enableOfflineQueue: gate !== undefined, lazyConnect };
  switch (address.kind) {
    case 'single':
      return serverConnection({ ...here, ...address.nodes[0], db: address.db }, gate);
    case 'sentinel': {
      const sentinels = { sentinels: copies(address.nodes), name: address.masterName, db: address.db };
      const proof = {
        ...(sentinelPassword !== undefined && { sentinelPassword }),
        ...(tls && { sentinelTLS: tls, enableTLSForSentinelMode: true }),
      };
      return serverConnection({ ...here, ...sentinels, ...proof }, gate);
    }
    case 'cluster': {
      const options = { ...CLUSTER_OPTIONS[role], redisOptions: everywhere, lazyConnect };
      return new GatedCluster(copies(address.nodes), options, gate ?? onlyWhenReady);
    }
  }
}

function serverConnection(options: RedisOptions, gate: CommandGate | undefined): Redis {
  return gate ? new GatedRedis(options, gate) : new CorkedRedis(options);
}

/** ioredis keeps, and changes, what it is given. */
function copies(nodes: readonly RedisNode[]): RedisNode[] {
  return nodes.map((node) => ({ ...node }));
}
