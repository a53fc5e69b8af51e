import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient, soonestFirst, type NetworkPlace, type Page } from '../../redis';
import { TaskLists, type ListRequest } from '../lists/task-lists';
import { approvalsKey, prefixOf } from '../workflow/task-keys';
import { WorkingTasks } from '../workflow/working-tasks';

const FORGET = loadLua(__dirname, 'forget-approvals.lua');

/** A step that waits for a decision. */
export interface WaitingApproval {
  taskId: string;
  stepId: string;
  /** What the task is, and what the step will do once it is approved. */
  task: string;
  stepTask: string;
  askedMs: number;
  /** Absent for one that waits as long as it takes. */
  expiresMs?: number;
}

/** The steps of a network that wait for a decision. */
@Injectable()
export class WaitingApprovals {
  constructor(
    private readonly redis: RedisClient,
    private readonly lists: TaskLists,
    private readonly working: WorkingTasks,
  ) {}

  /** Those that expire soonest first. What is listed and waits no longer is taken off the list. */
  async list(place: NetworkPlace, page: ListRequest): Promise<Page<WaitingApproval>> {
    const over: string[] = [];
    const nowMs = Date.now();
    const found = await soonestFirst(this.redis, approvalsKey(place), page, async (entries) => {
      const read = await Promise.all(entries.map((entry) => this.read(place, entry)));
      over.push(...entries.filter((_entry, index) => read[index] === undefined));
      // One whose time is up is refused by whoever looks after its task next.
      return read.map((one) => (one?.expiresMs !== undefined && one.expiresMs <= nowMs ? undefined : one));
    });
    if (over.length > 0) await this.redis.evaluate(FORGET, [prefixOf(place)], over);
    const data = await Promise.all(found.data.map(async (one) => ({ ...one, stepTask: await this.stepTask(place, one) })));
    return { data, next_cursor: found.next_cursor };
  }

  private async read(place: NetworkPlace, entry: string): Promise<Omit<WaitingApproval, 'stepTask'> | undefined> {
    const [taskId, stepId] = entry.split(' ') as [string, string];
    const field = (name: string) => `s:${stepId}:${name}`;
    const [row] = await this.lists.read(place, [taskId], ['status', 'task', field('status'), field('asked'), field('expires')]);
    const [status, task, stepStatus, asked, expires] = row ?? [];
    if (status !== 'running' || stepStatus !== 'awaiting_approval') return undefined;
    return { taskId, stepId, task: task ?? '', askedMs: Number(asked), ...(expires ? { expiresMs: Number(expires) } : {}) };
  }

  private async stepTask(place: NetworkPlace, { taskId, stepId }: { taskId: string; stepId: string }): Promise<string> {
    const task = await this.working.get({ ...place, taskId });
    return task?.graph.steps.get(stepId)?.task ?? '';
  }
}
