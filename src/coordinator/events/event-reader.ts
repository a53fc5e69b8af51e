import { Injectable } from '@nestjs/common';
import { invalidField } from '../../errors';
import { RedisClient } from '../../redis';
import { Bell } from './bell';
import { Channels } from './channels';
import { BEFORE_ALL, isAfter } from './event-order';
import { eventOf, type MeshEvent } from './mesh-event';
import { StreamTails } from './stream-tails';

const READ_SIZE = 200;
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
    private readonly tails: StreamTails,
  ) {}

  /** The id to go on after. @throws MeshError 422 when `lastEventId`, which stood in `field`, is none of ours. */
  startAfter(lastEventId: string | undefined, field = 'Last-Event-ID'): string {
    if (lastEventId === undefined || lastEventId === '') return BEFORE_ALL;
    if (!EVENT_ID.test(lastEventId)) throw invalidField(field, 'is not an event id of this service');
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
    return last?.[0] ?? BEFORE_ALL;
  }

  /**
   * Events after `afterId`, those of the past first, then as they happen, until the source is over or `signal` aborts; in order and without
   * gaps. What happens is read once for all of this process that follow the source; what one of them has missed he reads himself.
   */
  async *follow(source: EventSource, afterId: string, signal: AbortSignal): AsyncGenerator<MeshEvent> {
    const { stopped } = this.channels; // which rings too
    const bell = new Bell();
    const stop = () => bell.ring();
    signal.addEventListener('abort', stop);
    const shared = {
      read: (after: string, limit: number) => this.read(source, after, limit),
      isOver: (last: MeshEvent | undefined) => source.isOver(last),
    };
    const tail = await this.tails.enter(source.key, shared, bell);
    try {
      let place: number | undefined;
      while (!signal.aborted && !stopped.aborted) {
        bell.reset(); // what happens from here on is either found now or rings
        place ??= tail.placeAfter(afterId);
        if (place === undefined) {
          const events = await this.read(source, afterId, READ_SIZE);
          for (const event of events) yield event;
          afterId = events.at(-1)?.id ?? afterId;
          if (events.length < READ_SIZE) tail.begin(events.at(-1) ?? (await this.before(source, afterId)));
          continue;
        }
        const event = tail.at(place);
        if (event === undefined) {
          if (await tail.isOver()) return;
          await bell.rung();
        } else if (event === 'gone') {
          place = undefined;
        } else {
          place += 1;
          if (!isAfter(event.id, afterId)) continue; // its reader had it elsewhere, before this process did
          yield event;
          afterId = event.id;
        }
      }
    } finally {
      this.tails.leave(source.key, tail, bell);
      signal.removeEventListener('abort', stop);
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
