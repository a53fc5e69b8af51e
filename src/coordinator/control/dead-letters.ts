import { Injectable } from '@nestjs/common';
import { problemOfFailure, type Problem } from '../../errors';
import { newestFirst, RedisClient, type NetworkPlace, type Page } from '../../redis';
import type { Principal } from '../../security';
import { MAX_REPLAYED } from '../dto/retry.dto';
import { TaskLists, type ListRequest } from '../lists/task-lists';
import type { TaskSummary } from '../lists/task-summary';
import type { TaskReceipt } from '../workflow/task';
import { deadLettersKey } from '../workflow/task-keys';
import { TaskRetries } from './task-retries';

/** Tasks looked at for those that may still be done. */
const LOOKED_AT = 1_000;
/** Tasks taken up at the same time. */
const AT_ONCE = 20;

/** A task that failed or was not done in time. */
export interface DeadLetter {
  task: TaskSummary;
  /** How often the step that it failed at was tried; undefined where no step failed. */
  attempts?: number;
}

/** What became of a task that was to be replayed. */
export type Replayed = { taskId: string } & ({ task: TaskReceipt } | { problem: Problem });

/** The tasks of a network that came to no good end and wait for somebody to look at them; the latest 10,000, as long as a task is kept. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly redis: RedisClient,
    private readonly lists: TaskLists,
    private readonly retries: TaskRetries,
  ) {}

  /** The last to end first. */
  async list(place: NetworkPlace, page: ListRequest): Promise<Page<DeadLetter>> {
    const key = deadLettersKey(place);
    const { data: ids, next_cursor } = await newestFirst(this.redis, key, page, (found) => Promise.resolve(found));
    const tasks = await this.lists.present(key, ids, await this.lists.summaries(place, ids));
    return { data: await Promise.all(tasks.map((task) => this.withAttempts(place, task))), next_cursor };
  }

  /** Takes up `taskIds` again, or the oldest hundred whose deadline has not passed; each is answered for itself. */
  async replay(principal: Principal, place: NetworkPlace, taskIds?: readonly string[]): Promise<Replayed[]> {
    const ids = taskIds === undefined ? await this.oldest(place) : [...new Set(taskIds)];
    const replayed: Replayed[] = [];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      replayed.push(...(await Promise.all(ids.slice(from, from + AT_ONCE).map((taskId) => this.replayOne(principal, place, taskId)))));
    }
    return replayed;
  }

  private async replayOne(principal: Principal, place: NetworkPlace, taskId: string): Promise<Replayed> {
    try {
      return { taskId, task: await this.retries.retry(principal, { ...place, taskId }) };
    } catch (error) {
      return { taskId, problem: problemOfFailure(error) };
    }
  }

  private async oldest(place: NetworkPlace): Promise<string[]> {
    const key = deadLettersKey(place);
    const ids = await this.redis.run((redis) => redis.zrange(key, 0, LOOKED_AT - 1));
    const tasks = await this.lists.present(key, ids, await this.lists.summaries(place, ids));
    const nowMs = Date.now();
    const possible = tasks.filter(({ deadline }) => deadline === undefined || Date.parse(deadline) > nowMs);
    return possible.slice(0, MAX_REPLAYED).map(({ ref }) => ref.taskId);
  }

  private async withAttempts(place: NetworkPlace, task: TaskSummary): Promise<DeadLetter> {
    const stepId = task.error?.step_id;
    if (stepId === undefined) return { task };
    const [row] = await this.lists.read(place, [task.ref.taskId], [`s:${stepId}:attempts`]);
    return { task, attempts: Number(row?.[0] ?? 0) };
  }
}
