import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import type { TaskRef } from '../workflow/task';
import { feedKey } from '../workflow/task-keys';
import { batchEventsKey } from '../batch/batch.store';

/** Entries read in one call; a feed has some 10,000. */
const READ_SIZE = 500;

/** Takes what the feed of a network, and that of a batch, say of a task out of them. */
@Injectable()
export class FeedTraces {
  constructor(private readonly redis: RedisClient) {}

  /** `sinceMs`: when the task was created; nothing before can be about it. */
  async remove(ref: TaskRef, sinceMs: number, batchId?: string): Promise<void> {
    await this.removeFrom(feedKey(ref), ref, sinceMs);
    if (batchId !== undefined) await this.removeFrom(batchEventsKey({ ...ref, batchId }), ref, sinceMs);
  }

  private async removeFrom(key: string, ref: TaskRef, sinceMs: number): Promise<void> {
    let from = String(sinceMs);
    for (;;) {
      const entries = await this.redis.run((redis) => redis.xrange(key, from, '+', 'COUNT', READ_SIZE));
      const own = entries.filter(([, fields]) => fields[fields.indexOf('task') + 1] === ref.taskId).map(([id]) => id);
      if (own.length > 0) await this.redis.run((redis) => redis.xdel(key, ...own));
      const last = entries.at(-1)?.[0];
      if (entries.length < READ_SIZE || last === undefined) return;
      from = `(${last}`;
    }
  }
}
