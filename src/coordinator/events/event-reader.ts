import { Injectable } from '@nestjs/common';
import { invalidField } from '../../errors';
import { RedisClient } from '../../redis';
import { Bell } from './bell';
import { Channels } from './channels';
import { eventOf, type MeshEvent } from './mesh-event';

const READ_SIZE = 200;
/** Milliseconds after which a reader looks again by itself, should a hint have been lost. */
const LOOK_AGAIN_MS = 5_000;
const EVENT_ID = /^\d{1,16}-\d{1,10}$/;

/** A stream of events; the key of the stream is also the channel that wakes its readers. */
export interface EventSource {
  key: string;
  /** What every event of it names: the task, the batch or the network. */
  subject: Readonly<Record<string, string>>;
  /** Whether nothing more can come now that `last` was read; asked only when there is nothing to read. */
  isOver: (last: MeshEvent | undefined) => Promise<boolean>;
}

/** Reads streams of events, from any place, on any replica. */
@Injectable()
export class EventReader {
  constructor(
    private readonly redis: RedisClient,
    private readonly channels: Channels,
  ) {}

  /** The id to go on after. @throws MeshError 422 when `lastEventId` is none of ours. */
  startAfter(lastEventId: string | undefined): string {
    if (lastEventId === undefined || lastEventId === '') return '0-0';
    if (!EVENT_ID.test(lastEventId)) throw invalidField('Last-Event-ID', 'is not an event id of this service');
    return lastEventId;
  }

  /** What happened last, oldest first; at most `limit` events. */
  async latest({ key, subject }: EventSource, limit: number): Promise<MeshEvent[]> {
    const entries = await this.redis.run((redis) => redis.xrevrange(key, '+', '-', 'COUNT', limit));
    return entries.reverse().map((entry) => eventOf(subject, entry));
  }

  /** The id of the last event so far: following after it tells only what is new. */
  async lastId({ key }: EventSource): Promise<string> {
    const [last] = await this.redis.run((redis) => redis.xrevrange(key, '+', '-', 'COUNT', 1));
    return last?.[0] ?? '0-0';
  }

  /**
   * Events after `afterId`, those of the past first, then as they happen, until the source is over or `signal` aborts.
   * Hints only say when to look: what is yielded always comes from the stream, in order and without gaps.
   */
  async *follow(source: EventSource, afterId: string, signal: AbortSignal): AsyncGenerator<MeshEvent> {
    const bell = new Bell();
    const { stopped } = this.channels;
    const stop = () => bell.ring();
    for (const end of [signal, stopped]) end.addEventListener('abort', stop);
    const leave = await this.channels.listen(source.key, () => bell.ring());
    try {
      let last: MeshEvent | undefined;
      while (!signal.aborted && !stopped.aborted) {
        bell.reset(); // what happens from here on is either read now or rings
        const events = await this.read(source, afterId, READ_SIZE);
        for (const event of events) {
          yield event;
          last = event;
          afterId = event.id;
        }
        if (events.length === READ_SIZE) continue;
        if (await source.isOver(last ?? (await this.before(source, afterId)))) return;
        await bell.rung(LOOK_AGAIN_MS);
      }
    } finally {
      leave();
      for (const end of [signal, stopped]) end.removeEventListener('abort', stop);
    }
  }

  private async read({ key, subject }: EventSource, afterId: string, limit: number): Promise<MeshEvent[]> {
    const entries = await this.redis.run((redis) => redis.xrange(key, `(${afterId}`, '+', 'COUNT', limit));
    return entries.map((entry) => eventOf(subject, entry));
  }

  /** The last event that a reader who resumes has seen. */
  private async before({ key, subject }: EventSource, afterId: string): Promise<MeshEvent | undefined> {
    const [entry] = await this.redis.run((redis) => redis.xrevrange(key, afterId, '-', 'COUNT', 1));
    return entry && eventOf(subject, entry);
  }
}
