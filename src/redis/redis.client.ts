import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import type { Gauge } from 'prom-client';
import { MeshError } from '../errors';
import { COMMAND_CONNECTION } from './connection-options';
import type { LuaScript } from './lua-script';
import type { RedisConfig } from './redis.config';
import { RedisBreaker } from './redis-breaker';
import { redisFailure } from './redis-failure';

/**
 * The road to Redis: commands with a deadline, scripts by digest, and every failure as a `MeshError`.
 * Connections for queues and subscriptions are made here too, so that all of them end with the process.
 */
export class RedisClient implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisClient.name);
  private readonly commands: Redis;
  private readonly others: Redis[] = [];
  private readonly breaker: RedisBreaker;
  private lastError?: Error;
  private stopping = false;

  constructor(
    private readonly config: RedisConfig,
    private readonly up: Gauge,
  ) {
    this.commands = new Redis(config.url, { ...COMMAND_CONNECTION, lazyConnect: true });
    this.breaker = new RedisBreaker(() => this.commands.ping());
    this.report(this.commands);
  }

  /** Connects once, for the start. @throws MeshError `redis-unreachable` that names the server, without its password. */
  async connect(): Promise<void> {
    try {
      await this.commands.connect();
      await this.commands.ping();
    } catch (error) {
      this.commands.disconnect();
      const { protocol, host } = new URL(this.config.url);
      const refused = error instanceof Error && error.name === 'ReplyError';
      const place = `${protocol}//${host}`;
      const detail = refused ? `the Redis at ${place} refuses us` : `no Redis answers at ${place}; start one there or set REDIS_URL`;
      throw new MeshError('unavailable', 'redis-unreachable', detail, { cause: this.lastError ?? error });
    }
  }

  /** Runs commands; whatever they reject with arrives as a `MeshError`. */
  async run<T>(work: (redis: Redis) => Promise<T>): Promise<T> {
    try {
      return await this.breaker.run(() => work(this.commands));
    } catch (error) {
      throw redisFailure(error);
    }
  }

  /** Runs a script on `keys` (all of one hash tag) and `args`; its return value is the caller's to check. */
  async evaluate(script: LuaScript, keys: string[], args: (string | number)[]): Promise<unknown> {
    return this.run(async (redis) => {
      try {
        return await redis.evalsha(script.sha1, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
        return redis.eval(script.source, keys.length, ...keys, ...args);
      }
    });
  }

  /** As `evaluate`, with bytes in and out. */
  async evaluateBuffer(script: LuaScript, keys: string[], args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.run(async (redis) => {
      try {
        return await redis.callBuffer('EVALSHA', script.sha1, keys.length, ...keys, ...args);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
        return redis.callBuffer('EVAL', script.source, keys.length, ...keys, ...args);
      }
    });
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

  /** A further connection, closed with the process. */
  open(options: RedisOptions): Redis {
    const redis = new Redis(this.config.url, options);
    redis.on('error', () => undefined); // the command connection reports outages, once
    this.others.push(redis);
    return redis;
  }

  onApplicationShutdown(): void {
    this.stopping = true;
    this.breaker.stop();
    for (const redis of [this.commands, ...this.others]) redis.disconnect();
  }

  /** One line when Redis goes away and one when it is back, however often the reconnect fails in between. */
  private report(redis: Redis): void {
    let state: 'new' | 'up' | 'lost' = 'new';
    redis.on('ready', () => {
      this.up.set(1);
      if (state === 'lost') this.logger.log('redis is back');
      state = 'up';
    });
    redis.on('close', () => {
      this.up.set(0);
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
