import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient, type NetworkPlace } from '../../redis';
import { BatchStore } from '../batch/batch.store';
import type { Batch } from '../batch/batch';
import { TaskLists } from '../lists/task-lists';
import { eventsKey, feedKey, taskKey } from '../workflow/task-keys';
import type { TaskDocument } from '../workflow/task';
import { PausedNetworksStore } from './paused-networks.store';
import { TaskRemoval } from './task-removal';

const FORGET = loadLua(__dirname, 'forget-person.lua');

const AT_ONCE = 100;
/** Why tasks of a person that run are cancelled. */
const ERASED = { code: 'person-erased', detail: 'what the person who submitted this task has here is being erased', retryable: false };

/** A task as an export tells of it. */
export interface TaskOfPerson {
  taskId: string;
  status: string;
  document: TaskDocument;
  result: string | null;
}

/** What a person did with tasks of one network: finds it, and removes it. */
@Injectable()
export class TasksOfPerson {
  constructor(
    private readonly redis: RedisClient,
    private readonly lists: TaskLists,
    private readonly removal: TaskRemoval,
    private readonly batchStore: BatchStore,
    private readonly paused: PausedNetworksStore,
  ) {}

  /** The tasks that a person submitted, and those that go with its sessions, whoever did, the newest first. */
  async *submitted(place: NetworkPlace, userId: string, sessionIds: ReadonlySet<string>): AsyncGenerator<TaskOfPerson> {
    for await (const taskIds of this.pages(place)) {
      const rows = await this.lists.read(place, taskIds, ['document', 'status', 'result']);
      for (const [at, [text, status, result]] of rows.entries()) {
        const document = text ? (JSON.parse(text) as TaskDocument) : undefined;
        if (document === undefined || (document.createdBy !== userId && !sessionIds.has(document.sessionId ?? ''))) continue;
        yield { taskId: taskIds[at] as string, status: status ?? '', document, result: result ?? null };
      }
    }
  }

  async remove(place: NetworkPlace, taskIds: readonly string[]): Promise<void> {
    await this.removal.remove(place, taskIds, ERASED);
  }

  /** Takes a person out of what others submitted, and out of the feed; resolves to how many decisions and events named it. */
  async forget(place: NetworkPlace, userId: string): Promise<number> {
    const args = [userId, JSON.stringify(userId)];
    const keys = (taskId: string) => [taskKey({ ...place, taskId }), eventsKey({ ...place, taskId })];
    let count = (await this.redis.evaluate(FORGET, [`${feedKey(place)}:none`, feedKey(place)], args)) as number;
    for await (const taskIds of this.pages(place))
      for (const taskId of taskIds) count += (await this.redis.evaluate(FORGET, keys(taskId), args)) as number;
    return count + ((await this.paused.forgetPerson(place, userId)) ? 1 : 0);
  }

  /** The batches that a person submitted. */
  async *batches(place: NetworkPlace, userId: string): AsyncGenerator<Batch> {
    for (let cursor: string | undefined; ;) {
      const page = await this.batchStore.list(place, { limit: AT_ONCE, cursor });
      yield* page.data.filter(({ createdBy }) => createdBy === userId);
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  private async *pages(place: NetworkPlace): AsyncGenerator<string[]> {
    for (let cursor: string | undefined; ;) {
      const page = await this.lists.newestIds(place, { limit: AT_ONCE, cursor });
      if (page.data.length > 0) yield page.data;
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }
}
