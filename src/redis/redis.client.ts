import { readFileSync } from 'node:fs';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Cluster } from 'ioredis';
import { MeshError } from '../errors';
import { BoundedWaiting } from './command-gate';
import type { RedisRole } from './connection-role';
import { connectionStates } from './connection-states';
import type { LuaScript } from './lua-script';
import { isCommandTimeout, RedisBreaker, standingStill } from './redis-breaker';
import { openConnection, type RedisConnection, type RedisTarget } from './redis-connection';
import type { RedisConfig } from './redis.config';
import { isReply, redisFailure } from './redis-failure';
import type { RedisMetrics } from './redis-metrics';
import { probe, renew } from './redis-probe';
import { parseRedisUrl, placeOf } from './redis-url';

/** Milliseconds a start waits for Redis: three nodes that do not answer, one after the other. */
const START_DEADLINE_MS = 5_000;

/**
 * The road to Redis: commands with a deadline, scripts by digest, and every failure as a `MeshError`.
 * Connections for queues and subscriptions are made here too, so that all of them end with the process.
 */
export class RedisClient implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisClient.name);
  private readonly target: RedisTarget;
  private readonly connections: (readonly [RedisRole, RedisConnection])[] = [];
  private readonly commands: RedisConnection;
  private readonly watch: ReturnType<RedisMetrics['of']>;
  private readonly breaker: RedisBreaker;
  private lastError?: Error;
  private stopping = false;
  /** Whether a connection was given up since the breaker opened. */
  private gaveUp = false;

  constructor(
    config: RedisConfig,
    private readonly metrics: RedisMetrics,
  ) {
    this.target = targetOf(config);
    this.watch = metrics.of('commands');
    this.commands = this.keep('commands', openConnection(this.target, { role: 'commands', lazyConnect: true }));
    this.breaker = new RedisBreaker(
      () => probe(this.commands, (silent) => this.giveUp(silent)),
      (isOpen) => this.tell(isOpen),
    );
    this.report(this.commands);
    metrics.watch(() => ({
      isUp: this.commands.status === 'ready' && !this.breaker.isOpen,
      isBreakerOpen: this.breaker.isOpen,
      connections: connectionStates(this.connections),
    }));
  }

  /** Connects once, for the start. @throws MeshError `redis-unreachable` that names the server, without its password. */
  async connect(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), START_DEADLINE_MS);
    });
    try {
      await Promise.race([this.commands.connect().then(() => probe(this.commands, () => undefined)), late]);
    } catch (error) {
      this.commands.disconnect();
      const place = placeOf(this.target.address);
      const detail = isReply(error) ? `the Redis at ${place} refuses us` : `no Redis answers at ${place}; start one there or set REDIS_URL`;
      throw new MeshError('unavailable', 'redis-unreachable', detail, { cause: this.lastError ?? error });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Runs commands; whatever they reject with arrives as a `MeshError`, at the latest when the deadline of a command is over. */
  async run<T>(work: (redis: RedisConnection) => Promise<T>): Promise<T> {
    if (this.breaker.isOpen) {
      this.watch.unanswered('breaker');
      throw standingStill();
    }
    const startedAtMs = performance.now();
    try {
      const answer = await work(this.commands);
      this.watch.answered(performance.now() - startedAtMs);
      return answer;
    } catch (error) {
      throw this.failed(error);
    }
  }

  /** Runs a script on `keys` (all of one hash tag) and `args`; its return value is the caller's to check. */
  evaluate(script: LuaScript, keys: string[], args: (string | number)[]): Promise<unknown> {
    return this.runScript(script, (redis, command, text) => redis[command](text, keys.length, ...keys, ...args));
  }

  /** As `evaluate`, with bytes in and out. */
  evaluateBuffer(script: LuaScript, keys: string[], args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.runScript(script, (redis, command, text) => redis.callBuffer(command, text, keys.length, ...keys, ...args));
  }

  /** Whether Redis answers within `deadlineMs`, and commands would be sent to it. */
  async isReachable(deadlineMs: number): Promise<boolean> {
    const late = new Promise<false>((resolve) => setTimeout(resolve, deadlineMs, false).unref());
    const ping = this.run((redis) => redis.ping()).then(
      () => true,
      () => false,
    );
    return Promise.race([ping, late]);
  }

  /**
   * A further connection, closed with the process: it connects at once, or with `lazyConnect` when it is told to. At most a
   * thousand commands wait there for their answer or for the connection; the next are rejected.
   */
  open(role: RedisRole, { lazyConnect = false } = {}): RedisConnection {
    const gate = new BoundedWaiting(this.metrics.of(role));
    const redis = this.keep(role, openConnection(this.target, { role, gate, lazyConnect }));
    redis.on('error', () => undefined); // the connection of `run` reports outages, once
    return redis;
  }

  onApplicationShutdown(): void {
    this.stopping = true;
    this.breaker.stop();
    for (const [, redis] of this.connections) redis.disconnect();
  }

  /** By its digest, or whole to a server that does not know it yet: the keys lead to the same node of a Cluster again. */
  private runScript(
    script: LuaScript,
    send: (redis: RedisConnection, command: 'evalsha' | 'eval', text: string) => Promise<unknown>,
  ): Promise<unknown> {
    return this.run((redis) =>
      send(redis, 'evalsha', script.sha1).catch((error: unknown) => {
        if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return send(redis, 'eval', script.source);
        throw error;
      }),
    );
  }

  private keep(role: RedisRole, redis: RedisConnection): RedisConnection {
    const watch = this.metrics.of(role);
    redis.on('reconnecting', () => watch.reconnected());
    if (redis instanceof Cluster) redis.on('-node', () => watch.reconnected());
    this.connections.push([role, redis]);
    return redis;
  }

  private failed(error: unknown): MeshError {
    if (isCommandTimeout(error)) {
      this.watch.unanswered('deadline');
      this.breaker.trip();
    } else if (!isReply(error) && !(error instanceof MeshError)) this.watch.unanswered('disconnected');
    return redisFailure(error);
  }

  private giveUp(silent: RedisConnection): void {
    this.gaveUp = true;
    renew(silent);
  }

  /** Those who wait for Redis have no deadline that would tell them: where one connection was given up, theirs is made anew, too. */
  private tell(isBreakerOpen: boolean): void {
    this.logger.warn(isBreakerOpen ? 'redis stands still: commands are refused until it answers' : 'redis answers again');
    if (isBreakerOpen || !this.gaveUp) return;
    this.gaveUp = false;
    for (const [, redis] of this.connections) if (redis !== this.commands) renew(redis);
  }

  /** One line when Redis goes away and one when it is back, however often the reconnect fails in between. */
  private report(redis: RedisConnection): void {
    let state: 'new' | 'up' | 'lost' = 'new';
    redis.on('ready', () => {
      if (state === 'lost') this.logger.log('redis is back');
      state = 'up';
    });
    redis.on('close', () => {
      if (state !== 'up' || this.stopping) return;
      state = 'lost';
      this.logger.warn('redis connection lost');
    });
    redis.on('error', (error: Error) => {
      this.lastError = error;
      this.logger.debug({ reason: error.message }, 'redis connection error');
    });
  }
}

function targetOf({ url, sentinelPassword, tlsCaFile, tlsCertFile, tlsKeyFile }: RedisConfig): RedisTarget {
  const address = parseRedisUrl(url);
  const tls = {
    ...(tlsCaFile !== undefined && { ca: readFileSync(tlsCaFile) }),
    ...(tlsCertFile !== undefined && { cert: readFileSync(tlsCertFile) }),
    ...(tlsKeyFile !== undefined && { key: readFileSync(tlsKeyFile) }),
  };
  return { address, ...(address.tls && { tls }), ...(sentinelPassword !== undefined && { sentinelPassword }) };
}
