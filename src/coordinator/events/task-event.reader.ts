import { Injectable } from '@nestjs/common';
import { invalidField } from '../../errors';
import { RedisClient } from '../../redis';
import { eventsKey, TaskStore } from '../workflow/task.store';
import type { TaskRef } from '../workflow/task';
import { Bell } from './bell';
import { endsStream, eventOf, type TaskEvent } from './task-event';
import { TaskHints } from './task-hints';

const READ_SIZE = 200;
/** Milliseconds after which a reader looks again by itself, should a hint have been lost. */
const LOOK_AGAIN_MS = 5_000;
const EVENT_ID = /^\d{1,16}-\d{1,10}$/;

/** Reads the events of a task from its stream, from any place, on any replica. */
@Injectable()
export class TaskEventReader {
  constructor(
    private readonly redis: RedisClient,
    private readonly hints: TaskHints,
    private readonly tasks: TaskStore,
  ) {}

  /** The id to go on after. @throws MeshError 422 when `lastEventId` is none of ours. */
  startAfter(lastEventId: string | undefined): string {
    if (lastEventId === undefined || lastEventId === '') return '0-0';
    if (!EVENT_ID.test(lastEventId)) throw invalidField('Last-Event-ID', 'is not an event id of this service');
    return lastEventId;
  }

  /** Every event so far, oldest first; at most `limit`. */
  async all(ref: TaskRef, limit: number): Promise<TaskEvent[]> {
    return this.read(ref, '0-0', limit);
  }

  /**
   * Events after `afterId`, those of the past first, then as they happen, until the task has ended or `signal` aborts.
   * Hints only say when to look: what is yielded always comes from the stream, in order and without gaps.
   */
  async *follow(ref: TaskRef, afterId: string, signal: AbortSignal): AsyncGenerator<TaskEvent> {
    const bell = new Bell();
    const leave = this.hints.watch(ref, () => bell.ring());
    const stop = () => bell.ring();
    const { stopped } = this.hints;
    for (const source of [signal, stopped]) source.addEventListener('abort', stop);
    try {
      while (!signal.aborted && !stopped.aborted) {
        bell.reset(); // what happens from here on is either read now or rings
        const events = await this.read(ref, afterId, READ_SIZE);
        for (const event of events) {
          yield event;
          if (endsStream(event)) return;
          afterId = event.id;
        }
        if (events.length > 0) continue;
        if (!(await this.canGoOn(ref))) return;
        await bell.rung(LOOK_AGAIN_MS);
      }
    } finally {
      leave();
      for (const source of [signal, stopped]) source.removeEventListener('abort', stop);
    }
  }

  private async read(ref: TaskRef, afterId: string, limit: number): Promise<TaskEvent[]> {
    const entries = await this.redis.run((redis) => redis.xrange(eventsKey(ref), `(${afterId}`, '+', 'COUNT', limit));
    return entries.map((entry) => eventOf(ref.taskId, entry));
  }

  /** False when the reader has seen the last event already, or the task is gone with its events: then nothing will ever follow. */
  private async canGoOn(ref: TaskRef): Promise<boolean> {
    const [last] = await this.redis.run((redis) => redis.xrevrange(eventsKey(ref), '+', '-', 'COUNT', 1));
    if (last === undefined) return (await this.tasks.status(ref)) !== undefined;
    return !endsStream(eventOf(ref.taskId, last));
  }
}
