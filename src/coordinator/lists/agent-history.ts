import { Injectable } from '@nestjs/common';
import { newestFirst, RedisClient, type NetworkPlace, type Page } from '../../redis';
import type { Failure, StepStatus } from '../workflow/task';
import { agentStepsKey } from '../workflow/task-keys';
import { TaskLists, type ListRequest } from './task-lists';

/** A step that an agent was given. */
export interface AgentStep {
  taskId: string;
  stepId: string;
  status: StepStatus;
  /** How often somebody began it. */
  attempts: number;
  startedMs?: number;
  finishedMs?: number;
  error?: Failure;
}

const FIELDS = ['status', 'attempts', 'started', 'finished', 'error'] as const;

/** What agents were given to do, the latest first; of each the last 200 steps, as long as their tasks are kept. */
@Injectable()
export class AgentHistory {
  constructor(
    private readonly redis: RedisClient,
    private readonly lists: TaskLists,
  ) {}

  /** Steps of tasks that are gone are left out, and taken off the list. */
  async steps(place: NetworkPlace, agentId: string, page: ListRequest): Promise<Page<AgentStep>> {
    const key = agentStepsKey(place, agentId);
    const gone: string[] = [];
    const found = await newestFirst(this.redis, key, page, async (members) => {
      const steps = await this.read(place, members);
      gone.push(...members.filter((_member, index) => steps[index] === undefined));
      return steps;
    });
    if (gone.length > 0) await this.redis.run((redis) => redis.zrem(key, ...gone));
    return found;
  }

  private async read(place: NetworkPlace, members: readonly string[]): Promise<(AgentStep | undefined)[]> {
    return Promise.all(
      members.map(async (member) => {
        const [taskId = '', stepId = ''] = member.split(' ');
        const fields = FIELDS.map((name) => `s:${stepId}:${name}`);
        const [[status, attempts, started, finished, error] = []] = await this.lists.read(place, [taskId], fields);
        if (!status) return undefined;
        return {
          taskId,
          stepId,
          status: status as StepStatus,
          attempts: Number(attempts ?? 0),
          ...(started ? { startedMs: Number(started) } : {}),
          ...(finished ? { finishedMs: Number(finished) } : {}),
          ...(error ? { error: JSON.parse(error) as Failure } : {}),
        };
      }),
    );
  }
}
