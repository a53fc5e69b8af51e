import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../redis';
import { WorkerConfig } from '../schedule/worker.config';
import type { TaskRef } from './task';
import { taskKey } from './task-keys';

const HOLD = loadLua(__dirname, 'hold-task.lua');

/** What of a task only one process should do at a time, because a model is paid for it; steps have leases of their own. */
export type ClaimedWork = 'planning' | 'wording';

/** Who may do that work: it may be begun by several at once, but only one of them goes on. */
@Injectable()
export class TaskClaims {
  constructor(
    private readonly redis: RedisClient,
    private readonly config: WorkerConfig,
  ) {}

  /**
   * Takes the right until the way out is taken; undefined while another has it. It lapses with the process; `onLost` is called
   * when another has taken it since. @throws MeshError `redis-unavailable`.
   */
  async take(ref: TaskRef, work: ClaimedWork, onLost: () => void): Promise<(() => Promise<void>) | undefined> {
    const who = randomUUID();
    const { leaseMs } = this.config;
    const key = `${taskKey(ref)}:${work}`;
    if (!(await this.hold(key, who, leaseMs))) return undefined;
    const renew = () =>
      this.hold(key, who, leaseMs).then(
        (isOurs) => isOurs || onLost(),
        () => undefined, // Redis is away: the answer is kept by whoever writes it first
      );
    const renewal = setInterval(() => void renew(), leaseMs / 3).unref();
    return async () => {
      clearInterval(renewal);
      await this.hold(key, who, 0).catch(() => undefined); // it lapses by itself
    };
  }

  private async hold(key: string, who: string, holdMs: number): Promise<boolean> {
    return (await this.redis.evaluate(HOLD, [key], [who, holdMs])) === 1;
  }
}
