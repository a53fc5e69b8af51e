import { Logger } from '@nestjs/common';
import { ServerRedis } from '@nestjs/microservices';
import type { Redis } from 'ioredis';
import { meshKey } from './keys';
import type { RedisClient } from './redis.client';

/** Milliseconds a claim is kept: far longer than a message needs to reach every replica. */
const CLAIM_MS = 60_000;
/** Ids are the caller's: longer ones are not worth a key. */
const MAX_ID_LENGTH = 128;

/** Told of every message that was answered: its pattern, its context, and the problem where there was one. */
export type MessageAnswered = (pattern: string, context: object, problem: object | undefined) => void;

/**
 * Nest's Redis transport, with one difference: of all replicas that hear a message exactly one answers it. The wire
 * stays as it is, so a stock `ClientProxy` works; events, which have no id, still reach every replica.
 */
export class OneResponderServer extends ServerRedis {
  private readonly log = new Logger(OneResponderServer.name);

  constructor(
    private readonly redis: RedisClient,
    private readonly answered?: MessageAnswered,
  ) {
    super({});
  }

  override createRedisClient(): Redis {
    // A Cluster has all that Nest asks of a connection: to connect, to listen, to subscribe and to publish.
    return this.redis.open('subscribe', { lazyConnect: true }) as Redis;
  }

  /** Without the farewell of the stock server, which would wait for a Redis that is away. */
  override async close(): Promise<void> {
    this.isManuallyClosed = true;
    for (const client of this.unwrap<[Redis, Redis]>()) client.disconnect();
  }

  /** The command connection reports outages, once for all. */
  override registerErrorListener(): void {}

  /** A packet that cannot be handled is dropped; stock Nest would let the rejection end the process. */
  override async handleMessage(channel: string, buffer: string, pub: unknown, pattern: string): Promise<unknown> {
    try {
      const id = idOf(buffer);
      if (id === null || (id !== undefined && !(await this.claim(channel, id)))) return undefined;
      return (await super.handleMessage(channel, buffer, pub, pattern)) as unknown;
    } catch (error) {
      this.log.warn({ pattern: channel, err: error }, 'message dropped');
      return undefined;
    }
  }

  /** An answer that cannot be sent is lost, as its caller must expect; the rejection would end the process. */
  override getPublisher(...way: Parameters<ServerRedis['getPublisher']>): (response: unknown) => Promise<unknown> {
    const publish = super.getPublisher(...way) as (response: unknown) => Promise<unknown>;
    const [, pattern, , context] = way as [unknown, string, string, object];
    return (response) => {
      const { err, isDisposed } = response as { err?: object; isDisposed?: boolean };
      if (isDisposed === true || err !== undefined) this.answered?.(pattern, context, err);
      return publish(response).catch(() => undefined);
    };
  }

  private async claim(channel: string, id: string): Promise<boolean> {
    const key = meshKey(`${channel}:${id}`, 'rpc-claim');
    return (await this.redis.run((redis) => redis.set(key, '1', 'PX', CLAIM_MS, 'NX'))) === 'OK';
  }
}

/** The id of a packet; undefined for an event, null for what is no packet of ours. */
function idOf(buffer: string): string | undefined | null {
  const packet: unknown = JSON.parse(buffer);
  if (typeof packet !== 'object' || packet === null) return null;
  const { id } = packet as { id?: unknown };
  if (id === undefined) return undefined;
  return typeof id === 'string' && id.length <= MAX_ID_LENGTH ? id : null;
}
