import { Injectable } from '@nestjs/common';
import { meshKey, RedisClient } from '../../redis';
import type { TaskRef } from '../workflow/task';

/**
 * Every task that is not final, with the time at which somebody should look after it. The only code that touches this
 * key; it has no TTL because its entries go when their task ends.
 */
@Injectable()
export class OpenTasksStore {
  constructor(private readonly redis: RedisClient) {}

  /** Called before a task is stored, so that no crash can leave one that nobody looks after. */
  async watch(ref: TaskRef, checkAtMs: number): Promise<void> {
    await this.redis.run((redis) => redis.zadd(KEY, checkAtMs, memberOf(ref)));
  }

  async forget(ref: TaskRef): Promise<void> {
    await this.redis.run((redis) => redis.zrem(KEY, memberOf(ref)));
  }

  /** Up to `limit` tasks whose time has come, oldest first. */
  async due(nowMs: number, limit: number): Promise<TaskRef[]> {
    const members = await this.redis.run((redis) => redis.zrangebyscore(KEY, '-inf', nowMs, 'LIMIT', 0, limit));
    return members.map((member) => {
      const [tenantId, networkId, taskId] = member.split(' ') as [string, string, string];
      return { tenantId, networkId, taskId };
    });
  }

  /** How many tasks are open, over all tenants. */
  async count(): Promise<number> {
    return this.redis.run((redis) => redis.zcard(KEY));
  }
}

const KEY = meshKey('mesh:open-tasks');
const memberOf = ({ tenantId, networkId, taskId }: TaskRef) => `${tenantId} ${networkId} ${taskId}`;
