import { Logger } from '@nestjs/common';
import { ServerRedis, type MessageHandler } from '@nestjs/microservices';
import type { Redis } from 'ioredis';
import type { MeshError } from '../../errors';
import type { RedisClient } from '../redis.client';
import { answerOf, refused, tooLarge, tooMany, written } from './answer';
import { MessageClaims } from './claims';
import { DroppedPackets } from './dropped-packets';
import { envelopeOf } from './envelope';
import { HoldOff } from './hold-off';
import { InFlight, type InFlightBounds } from './in-flight';
import { MessageContext, tooLate } from './message-context';
import { idAtTheEnd, readPacket, type Packet } from './packet';
import { repliesItself } from './replies-itself';
import { isRepeatable } from './repeatable';
import { Roster } from './roster';
import { sendStream, streamsOf } from './streams';

/** Of one process: what its event loop and its connections bear without making others wait for seconds. */
const IN_FLIGHT: InFlightBounds = { running: 256, waiting: 4_096, waitingLength: 64 * 1024 * 1024, waitMs: 5_000 };
/** Milliseconds after which others may look soon whether a message was taken: from then on nothing is begun before it is. */
const EAGER_MS = 250;
/** Milliseconds for which the end of a process waits for the answers under way. */
const LAST_ANSWERS_MS = 3_000;

/** Told of every message that was answered: its context, and the problem where there was one. */
export type MessageAnswered = (context: MessageContext, problem: object | undefined) => void;

/** A message as it came. `id` is the same for every replica. */
interface Heard {
  pattern: string;
  id: string;
  text: string;
  handler: MessageHandler;
  publisher: Redis;
  rank: number;
  atMs: number;
}

/**
 * Nest's Redis transport for many replicas: of all that hear a message exactly one answers it, which one follows from the message's id, so that
 * each gets its share. The wire stays as it is: a stock `ClientProxy` works. Events, which have no id, still reach every replica.
 */
export class OneResponderServer extends ServerRedis {
  private readonly log = new Logger(OneResponderServer.name);
  private readonly dropped = new DroppedPackets(this.log);
  private readonly inFlight: InFlight;
  private readonly holdOff = new HoldOff<Heard>((due) => void this.lookAt(due));
  private readonly claims: MessageClaims;
  private readonly roster: Roster;

  constructor(
    private readonly redis: RedisClient,
    private readonly answered?: MessageAnswered,
    bounds = IN_FLIGHT,
  ) {
    super({});
    this.inFlight = new InFlight(bounds);
    this.claims = new MessageClaims(redis);
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
  override async close(lastAnswersMs = LAST_ANSWERS_MS): Promise<void> {
    this.isManuallyClosed = true;
    const [publisher, subscriber] = this.unwrap<[Redis, Redis]>();
    subscriber.disconnect();
    this.roster.leave();
    this.holdOff.clear();
    await this.inFlight.idle(lastAnswersMs);
    publisher.disconnect();
  }

  /** Resolves when nothing is worked on, at the latest after `atMostMs`. */
  idle(atMostMs: number): Promise<void> {
    return this.inFlight.idle(atMostMs);
  }

  /** The command connection reports outages, once for all. */
  override registerErrorListener(): void {}

  /** A packet that cannot be handled is dropped; stock Nest would let the rejection end the process. */
  override async handleMessage(channel: string, text: string, publisher: Redis): Promise<void> {
    try {
      const handler = this.messageHandlers.get(channel);
      if (handler === undefined) return;
      // Who comes later need not read what another most likely answers.
      const id = idAtTheEnd(text);
      const heard = { pattern: channel, text, handler, publisher, atMs: Date.now() };
      if (id !== undefined && handler.isEventHandler !== true) await this.inTurn({ ...heard, id, rank: this.roster.rank(channel, id) });
      else await this.read(heard);
    } catch (error) {
      this.log.warn({ pattern: channel, err: error }, 'message dropped');
    }
  }

  /** What no stock client wrote, and events. */
  private async read(heard: Omit<Heard, 'id' | 'rank'>): Promise<void> {
    const { pattern, text, handler } = heard;
    const packet = readPacket(text);
    if (packet.kind === 'unreadable') this.dropped.note(pattern, packet.why);
    else if (packet.kind !== 'event') await this.inTurn({ ...heard, id: packet.id, rank: this.roster.rank(pattern, packet.id) });
    else if (handler.isEventHandler === true) await handled(pattern, packet.data, handler);
    else this.dropped.note(pattern, 'no id'); // every replica would do it, and nobody be told
  }

  private async inTurn(heard: Heard): Promise<void> {
    if (heard.rank === 0) await this.answer(heard);
    else this.holdOff.keep(heard, heard.rank, heard.text.length);
  }

  /** Answers those of them that nobody has taken. */
  private async lookAt(due: Heard[]): Promise<void> {
    try {
      for (const heard of await this.claims.untaken(due)) {
        this.answer(heard).catch((error: unknown) => this.log.warn({ pattern: heard.pattern, err: error }, 'message dropped'));
      }
    } catch (error) {
      this.log.warn({ count: due.length, err: error }, 'messages dropped');
    }
  }

  private async answer({ pattern, id, text, handler, publisher, rank, atMs }: Heard): Promise<void> {
    const packet = readPacket(text);
    if (packet.kind === 'unreadable') return this.dropped.note(pattern, packet.why);
    if (packet.kind === 'event') return this.dropped.note(pattern, 'no id');
    const data = packet.kind === 'message' ? packet.data : undefined;
    const context = new MessageContext(pattern, envelopeOf(data), atMs, packet.id);
    let work: Promise<unknown> | undefined;
    const hasPlace = await this.inFlight.enter(text.length);
    try {
      // Where there is no place here there may be one with those who come next; only who comes first says that there is none.
      if (!hasPlace && rank > 0) return;
      const claim = this.claims.take({ pattern, id });
      claim.catch(() => undefined); // it is waited for below
      const isEager = isRepeatable(handler) && Date.now() - atMs < EAGER_MS;
      if (!isEager && !(await claim)) return;
      const refusal = refusalOf(packet, hasPlace, context);
      if (repliesItself(handler)) {
        if (refusal !== undefined) context.refuse(refusal);
        work = handler(data, context) as Promise<unknown>;
        await work;
        return;
      }
      if (refusal === undefined) work = Promise.resolve(handler(data, context));
      // An answer that cannot be sent is lost, as its caller must expect; the rejection would end the process.
      const publish = (reply: string) => publisher.publish(`${pattern}.reply`, reply).catch(() => undefined);
      if (work !== undefined && streamsOf(handler)) {
        const problem = await sendStream(work, context, (piece) => publish(JSON.stringify({ ...piece, id: packet.id })));
        this.answered?.(context, problem);
        return;
      }
      const answer = work === undefined ? refused(refusal, context) : await answerOf(work, context);
      if (!(await claim)) return;
      this.answered?.(context, 'err' in answer ? answer.err : undefined);
      await publish(written(packet.id, answer, context));
    } finally {
      context.end();
      // What goes on though nobody waits for it keeps its place.
      if (hasPlace) void Promise.allSettled([work]).then(() => this.inFlight.leave());
    }
  }
}

function refusalOf(packet: Packet, hasPlace: boolean, context: MessageContext): MeshError | undefined {
  if (packet.kind === 'too-large') return tooLarge();
  if (!hasPlace) return tooMany();
  return context.remainingMs === 0 ? tooLate(context.timeoutMs) : undefined; // it waited here for so long
}

async function handled(channel: string, event: unknown, handler: MessageHandler): Promise<void> {
  const context = new MessageContext(channel, envelopeOf(event));
  await handler(event, context);
  context.end();
}
