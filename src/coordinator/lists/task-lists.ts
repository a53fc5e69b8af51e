import { Injectable } from '@nestjs/common';
import { loadLua, newestFirst, RedisClient, type NetworkPlace, type Page } from '../../redis';
import type { TaskStatus } from '../workflow/task';
import { prefixOf, taskIndexKey, taskKey } from '../workflow/task-keys';
import { SUMMARY_FIELDS, summaryFrom, type TaskSummary } from './task-summary';

const READ_STATUSES = loadLua(__dirname, 'read-statuses.lua');

/** What every list of tasks is asked for. */
export interface ListRequest {
  limit: number;
  cursor?: string | undefined;
}

/** Reads many tasks, each as little as a list needs. */
@Injectable()
export class TaskLists {
  constructor(private readonly redis: RedisClient) {}

  /** Tasks of a network, newest first; with `status` only the statuses of others are read. */
  async newest(place: NetworkPlace, page: ListRequest, status?: TaskStatus): Promise<Page<TaskSummary>> {
    const found = await this.newestIds(place, page, status && [status]);
    const data = await this.present(taskIndexKey(place), found.data, await this.summaries(place, found.data));
    return { data: status === undefined ? data : data.filter((task) => task.status === status), next_cursor: found.next_cursor };
  }

  /** Only the ids, of tasks in one of `among`, or all. */
  async newestIds(place: NetworkPlace, page: ListRequest, among?: readonly TaskStatus[]): Promise<Page<string>> {
    return newestFirst(this.redis, taskIndexKey(place), page, async (ids) => {
      if (among === undefined) return ids;
      const statuses: readonly (string | undefined)[] = await this.statuses(place, ids);
      return ids.map((id, index) => (among.some((status) => status === statuses[index]) ? id : undefined));
    });
  }

  /** Each of `taskIds` as clients see it stand; undefined for one that is gone. */
  async statuses(place: NetworkPlace, taskIds: readonly string[]): Promise<(TaskStatus | undefined)[]> {
    if (taskIds.length === 0) return [];
    const found = (await this.redis.evaluate(READ_STATUSES, [prefixOf(place)], [...taskIds])) as (TaskStatus | '')[];
    return found.map((status) => (status === '' ? undefined : status));
  }

  async summaries(place: NetworkPlace, taskIds: readonly string[]): Promise<(TaskSummary | undefined)[]> {
    const rows = await this.read(place, taskIds, SUMMARY_FIELDS);
    return rows.map((values, index) => summaryFrom({ ...place, taskId: taskIds[index] as string }, values));
  }

  /** Fields of the hashes of tasks; all null for one that is gone. */
  async read(place: NetworkPlace, taskIds: readonly string[], fields: readonly string[]): Promise<(string | null)[][]> {
    return this.redis.run((redis) => Promise.all(taskIds.map((taskId) => redis.hmget(taskKey({ ...place, taskId }), ...fields))));
  }

  /** Those of `found` that are there. A task's own life ends by itself; whoever sees that takes its id off the list `key`, which may live for longer. */
  async present<T>(key: string, taskIds: readonly string[], found: readonly (T | undefined)[]): Promise<T[]> {
    const gone = taskIds.filter((_id, index) => found[index] === undefined);
    if (gone.length > 0) await this.redis.run((redis) => redis.zrem(key, ...gone));
    return found.filter((item) => item !== undefined);
  }
}
