import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { ServerRedis } from '@nestjs/microservices';
import type { Redis } from 'ioredis';
import { MeshError, problemOfFailure } from '../errors';
import { FairShare } from './fair-share';
import { meshKey } from './keys';
import { packetOf } from './message-packet';
import { MessagesInFlight } from './messages-in-flight';
import type { RedisClient } from './redis.client';
import { ReplicaCount } from './replica-count';

/** Milliseconds a claim is kept: far longer than a message needs to reach every replica. */
const CLAIM_MS = 60_000;
/** Milliseconds that a replica with its hands full leaves a message to the others. */
const YIELD_MS = 100;

/** Milliseconds that one that has answered more than its share does: long enough for a claim, too short to be felt when nobody else is there. */
const OVER_SHARE_MS = 3;

/** The connection that answers are sent on. */
interface Publishing {
  publish(channel: string, message: string): Promise<unknown>;
}

/** Told of every message that was answered: its pattern, its context, and the problem where there was one. */
export type MessageAnswered = (pattern: string, context: object, problem: object | undefined) => void;

/**
 * Nest's Redis transport, with one difference: of all replicas that hear a message exactly one answers it. The wire
 * stays as it is, so a stock `ClientProxy` works; events, which have no id, still reach every replica.
 */
export class OneResponderServer extends ServerRedis {
  private readonly log = new Logger(OneResponderServer.name);
  private readonly inFlight = new MessagesInFlight();
  private readonly share = new FairShare();
  private readonly replicas: ReplicaCount;

  constructor(
    private readonly redis: RedisClient,
    private readonly answered?: MessageAnswered,
  ) {
    super({});
    this.replicas = new ReplicaCount(redis);
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
  override async handleMessage(channel: string, buffer: string, pub: Publishing, pattern: string): Promise<unknown> {
    try {
      const packet = packetOf(buffer);
      if (packet.kind === 'unknown') return undefined;
      if (packet.kind === 'event') return (await super.handleMessage(channel, buffer, pub, pattern)) as unknown;
      if (packet.kind === 'request') return await this.handleRequest(packet, channel, buffer, pub, pattern);
      if (packet.id !== undefined && (await this.claim(channel, packet.id))) await this.refuse(pub, channel, packet.id, tooLarge());
      return undefined;
    } catch (error) {
      this.log.warn({ pattern: channel, err: error }, 'message dropped');
      return undefined;
    }
  }

  /** An answer that cannot be sent is lost, as its caller must expect; the rejection would end the process. */
  override getPublisher(...way: Parameters<ServerRedis['getPublisher']>): (response: unknown) => Promise<unknown> {
    const publish = super.getPublisher(...way) as (response: unknown) => Promise<unknown>;
    const [, pattern, id, context] = way as [unknown, string, string, object];
    const key = keyOf(pattern, id);
    const tell = (response: unknown): Promise<unknown> => {
      const { err, isDisposed } = response as { err?: object; isDisposed?: boolean };
      if (isDisposed === true || err !== undefined) this.answered?.(pattern, context, err);
      return publish(response).catch(() => undefined);
    };
    this.inFlight.watch(key, (deadlineMs) => void tell({ err: problemOfFailure(late(deadlineMs)), isDisposed: true }));
    return (response) => {
      // What comes after its deadline is no answer any more.
      if (!this.inFlight.isOpen(key)) return Promise.resolve();
      const { err, isDisposed } = response as { err?: object; isDisposed?: boolean };
      if (isDisposed === true || err !== undefined) this.inFlight.done(key);
      return tell(response);
    };
  }

  /** A replica with its hands full lets the others go first; when nobody else takes the message, it says so. */
  private async handleRequest(
    { id, data }: { id: string; data: unknown },
    ...[channel, buffer, pub, pattern]: [string, string, Publishing, string]
  ): Promise<unknown> {
    if (this.inFlight.isFull) await delay(YIELD_MS);
    else if (this.share.isOver(this.replicas.of(channel))) await delay(OVER_SHARE_MS);
    const isOurs = await this.claim(channel, id);
    this.share.note(isOurs);
    if (!isOurs) return undefined;
    if (this.inFlight.isFull) return this.refuse(pub, channel, id, busy());
    const key = keyOf(channel, id);
    this.inFlight.take(key, data);
    try {
      return (await super.handleMessage(channel, buffer, pub, pattern)) as unknown;
    } catch (error) {
      this.inFlight.done(key);
      throw error;
    }
  }

  private refuse(pub: Publishing, channel: string, id: string, error: MeshError): Promise<unknown> {
    const answer = JSON.stringify({ err: problemOfFailure(error), isDisposed: true, id });
    return pub.publish(this.getReplyPattern(channel), answer).catch(() => undefined);
  }

  private async claim(channel: string, id: string): Promise<boolean> {
    const key = meshKey(`${channel}:${id}`, 'rpc-claim');
    return (await this.redis.run((redis) => redis.set(key, '1', 'PX', CLAIM_MS, 'NX'))) === 'OK';
  }
}

function keyOf(channel: string, id: string): string {
  return `${channel} ${id}`;
}

function late(deadlineMs: number): MeshError {
  return new MeshError('timeout', 'message-timeout', `there was no answer within ${deadlineMs} ms`);
}

function busy(): MeshError {
  return new MeshError('unavailable', 'too-many-messages', 'every replica handles as many messages as it can', { retryAfterSeconds: 1 });
}

function tooLarge(): MeshError {
  return new MeshError('too-large', 'message-too-large', 'a message may have 24 MiB at most');
}
