import { Logger } from '@nestjs/common';
import { ServerRedis, type MessageHandler } from '@nestjs/microservices';
import type { Redis } from 'ioredis';
import { meshKey } from '../keys';
import type { RedisClient } from '../redis.client';
import { answerOf, refused, tooLarge, tooMany, written } from './answer';
import { DroppedPackets } from './dropped-packets';
import { envelopeOf } from './envelope';
import { HoldOff } from './hold-off';
import { InFlight, type InFlightBounds } from './in-flight';
import { MessageContext } from './message-context';
import { readPacket, type Packet } from './packet';
import { Roster } from './roster';

/** Milliseconds a claim is kept: far longer than a message needs to reach every replica, and to wait there. */
const CLAIM_MS = 60_000;
/** Of one process: what its event loop and its connections bear without making others wait for seconds. */
const IN_FLIGHT: InFlightBounds = { running: 256, waiting: 4_096, waitingLength: 64 * 1024 * 1024, waitMs: 5_000 };
/** Milliseconds for which the end of a process waits for the answers under way. */
const LAST_ANSWERS_MS = 3_000;

/** Told of every message that was answered: its context, and the problem where there was one. */
export type MessageAnswered = (context: MessageContext, problem: object | undefined) => void;

/** One message, and how to answer it. */
interface Incoming {
  packet: Extract<Packet, { id: string }>;
  length: number;
  handler: MessageHandler;
  publisher: Redis;
}

/**
 * Nest's Redis transport for many replicas: of all that hear a message exactly one answers it, which one follows from the message's id, so that
 * each gets its share. The wire stays as it is: a stock `ClientProxy` works. Events, which have no id, still reach every replica.
 */
export class OneResponderServer extends ServerRedis {
  private readonly log = new Logger(OneResponderServer.name);
  private readonly dropped = new DroppedPackets(this.log);
  private readonly inFlight: InFlight;
  private readonly holdOff = new HoldOff();
  private readonly roster: Roster;

  constructor(
    private readonly redis: RedisClient,
    private readonly answered?: MessageAnswered,
    bounds = IN_FLIGHT,
  ) {
    super({});
    this.inFlight = new InFlight(bounds);
    this.roster = new Roster(redis);
  }

  override createRedisClient(): Redis {
    // A Cluster has all that Nest asks of a connection: to connect, to listen, to subscribe and to publish.
    return this.redis.open('subscribe', { lazyConnect: true }) as Redis;
  }

  override listen(callback: (error?: unknown) => void): void {
    super.listen((error?: unknown) => {
      if (error !== undefined) callback(error);
      else void this.roster.join([...this.messageHandlers.keys()]).then(() => callback());
    });
  }

  /** Hears nothing more, and ends when what it heard is answered; without the farewell of the stock server, which would wait for a Redis that is away. */
  override async close(): Promise<void> {
    this.isManuallyClosed = true;
    const [publisher, subscriber] = this.unwrap<[Redis, Redis]>();
    subscriber.disconnect();
    this.roster.leave();
    await this.inFlight.idle(LAST_ANSWERS_MS);
    publisher.disconnect();
  }

  /** The command connection reports outages, once for all. */
  override registerErrorListener(): void {}

  /** A packet that cannot be handled is dropped; stock Nest would let the rejection end the process. */
  override async handleMessage(channel: string, text: string, publisher: Redis): Promise<void> {
    try {
      const handler = this.messageHandlers.get(channel);
      if (handler === undefined) return;
      const packet = readPacket(text);
      if (packet.kind === 'unreadable') this.dropped.note(channel, packet.why);
      else if (packet.kind !== 'event') await this.answerInTurn(channel, { packet, length: text.length, handler, publisher });
      else if (handler.isEventHandler === true) await handled(channel, packet.data, handler);
      else this.dropped.note(channel, 'no id'); // every replica would do it, and nobody be told
    } catch (error) {
      this.log.warn({ pattern: channel, err: error }, 'message dropped');
    }
  }

  private async answerInTurn(pattern: string, { packet, length, handler, publisher }: Incoming): Promise<void> {
    const rank = this.roster.rank(pattern, packet.id);
    const data = packet.kind === 'message' ? packet.data : undefined;
    const context = new MessageContext(pattern, envelopeOf(data));
    let work: Promise<unknown> | undefined;
    const hasPlace = (await this.holdOff.wait(rank, length)) && (await this.inFlight.enter(length));
    try {
      // Where there is no place here there may be one with those who come next; only who comes first says that there is none.
      if ((!hasPlace && rank > 0) || !(await this.claim(pattern, packet.id))) return;
      const refusal = packet.kind === 'too-large' ? tooLarge() : hasPlace ? undefined : tooMany();
      if (refusal === undefined) work = Promise.resolve(handler(data, context));
      const answer = work === undefined ? refused(refusal, context) : await answerOf(work, context);
      this.answered?.(context, 'err' in answer ? answer.err : undefined);
      // An answer that cannot be sent is lost, as its caller must expect; the rejection would end the process.
      await publisher.publish(`${pattern}.reply`, written(packet.id, answer, context)).catch(() => undefined);
    } finally {
      context.end();
      // What goes on though nobody waits for it keeps its place.
      if (hasPlace) void Promise.allSettled([work]).then(() => this.inFlight.leave());
    }
  }

  private async claim(pattern: string, id: string): Promise<boolean> {
    const key = meshKey(`${pattern}:${id}`, 'rpc-claim');
    return (await this.redis.run((redis) => redis.set(key, '1', 'PX', CLAIM_MS, 'NX'))) === 'OK';
  }
}

async function handled(channel: string, event: unknown, handler: MessageHandler): Promise<void> {
  const context = new MessageContext(channel, envelopeOf(event));
  await handler(event, context);
  context.end();
}
