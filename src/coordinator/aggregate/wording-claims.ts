import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { loadLua, RedisClient } from '../../redis';
import { WorkerConfig } from '../schedule/worker.config';
import type { TaskRef } from '../workflow/task';
import { taskKey } from '../workflow/task-keys';

const HOLD = loadLua(__dirname, 'hold-wording.lua');

/** Who may have the result of a task worded: finishing may be begun by several at once, but only one of them should pay a model. */
@Injectable()
export class WordingClaims {
  constructor(
    private readonly redis: RedisClient,
    private readonly config: WorkerConfig,
  ) {}

  /**
   * Takes the right until the way out is taken; undefined while another has it. It lapses with the process; `onLost` is called
   * when another has taken it since. @throws MeshError `redis-unavailable`.
   */
  async take(ref: TaskRef, onLost: () => void): Promise<(() => Promise<void>) | undefined> {
    const who = randomUUID();
    const { leaseMs } = this.config;
    if (!(await this.hold(ref, who, leaseMs))) return undefined;
    const renew = () =>
      this.hold(ref, who, leaseMs).then(
        (isOurs) => isOurs || onLost(),
        () => undefined, // Redis is away: the answer is kept by whoever writes it first
      );
    const renewal = setInterval(() => void renew(), leaseMs / 3).unref();
    return async () => {
      clearInterval(renewal);
      await this.hold(ref, who, 0).catch(() => undefined); // it lapses by itself
    };
  }

  private async hold(ref: TaskRef, who: string, holdMs: number): Promise<boolean> {
    return (await this.redis.evaluate(HOLD, [`${taskKey(ref)}:wording`], [who, holdMs])) === 1;
  }
}
