import { Injectable } from '@nestjs/common';
import { oldMembers, RedisClient, type Fate, type NetworkPlace } from '../../redis';
import { eventsKey, feedKey, taskIndexKey, taskKey } from '../workflow/task-keys';
import { isFinal, type Failure, type TaskStatus } from '../workflow/task';
import { TaskRemoval } from './task-removal';

/** Entries of a feed that are counted at most: it holds hardly more. */
const MAX_FEED = 20_000;
/** Why a task is removed; those that are have ended, so that nobody is told. */
const OVER: Failure = { code: 'retention', detail: 'the time for which tasks are kept is over', retryable: false };

/** Finds tasks that ended long ago, and removes them or what happened in them. */
@Injectable()
export class OldTasks {
  constructor(
    private readonly redis: RedisClient,
    private readonly removal: TaskRemoval,
  ) {}

  /** Ids of tasks that ended before `beforeMs`, in pages; see `oldMembers`. */
  endedBefore(place: NetworkPlace, beforeMs: number): AsyncGenerator<string[]> {
    return oldMembers(this.redis, taskIndexKey(place), beforeMs, (ids) =>
      Promise.all(
        ids.map(async (taskId): Promise<Fate> => {
          const [status, finished] = await this.redis.run((redis) => redis.hmget(taskKey({ ...place, taskId }), 'status', 'finished'));
          if (!status) return 'gone';
          return isFinal(status as TaskStatus) && Number(finished) < beforeMs ? 'over' : 'stays';
        }),
      ),
    );
  }

  /** Removes tasks with every trace. */
  async remove(place: NetworkPlace, taskIds: readonly string[]): Promise<void> {
    await this.removal.remove(place, taskIds, OVER);
  }

  /** How many events are kept of tasks. */
  async countEvents(place: NetworkPlace, taskIds: readonly string[]): Promise<number> {
    const counts = await this.redis.run((redis) => Promise.all(taskIds.map((taskId) => redis.xlen(eventsKey({ ...place, taskId })))));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Forgets what happened in tasks; resolves to how many events that were. */
  async forgetEvents(place: NetworkPlace, taskIds: readonly string[]): Promise<number> {
    const count = await this.countEvents(place, taskIds);
    await this.redis.run((redis) => redis.unlink(...taskIds.map((taskId) => eventsKey({ ...place, taskId }))));
    return count;
  }

  /** How many entries of the network's feed are from before `beforeMs`. */
  async countFeed(place: NetworkPlace, beforeMs: number): Promise<number> {
    const entries = await this.redis.run((redis) => redis.xrange(feedKey(place), '-', `(${beforeMs}`, 'COUNT', MAX_FEED));
    return entries.length;
  }

  /** Takes those off the feed; resolves to how many there were. */
  async trimFeed(place: NetworkPlace, beforeMs: number): Promise<number> {
    return this.redis.run((redis) => redis.xtrim(feedKey(place), 'MINID', beforeMs));
  }
}
