import { Injectable } from '@nestjs/common';
import { loadLua, networkKey, RedisClient, type NetworkPlace } from '../../redis';
import { PAGE_SIZE } from '../index/column-record';
import { MemoryService } from '../memory.service';
import type { OverSession } from './session';

const MEMORIES_OF = loadLua(__dirname, 'memories-of-session.lua');

/** The memories of a session that is over: hidden already, found page by page in the index, and deleted. */
@Injectable()
export class SessionMemories {
  constructor(
    private readonly redis: RedisClient,
    private readonly memory: MemoryService,
  ) {}

  /** Deletes them all. Stops when `signal` aborts; doing it again goes on. */
  async delete(place: NetworkPlace, { sessionId, firstNumber }: OverSession, signal: AbortSignal | undefined): Promise<void> {
    const { tenantId, networkId } = place;
    const prefix = networkKey(tenantId, networkId, 'mem', '');
    const pages = (await this.redis.run((redis) => redis.hkeys(`${prefix}versions`))).map(Number);
    const firstPage = Math.floor(firstNumber / PAGE_SIZE);
    for (const page of pages.filter((candidate) => candidate >= firstPage)) {
      signal?.throwIfAborted();
      const memoryIds = (await this.redis.evaluate(MEMORIES_OF, [prefix], [sessionId, page])) as string[] | null;
      if (memoryIds === null) return;
      if (memoryIds.length > 0) await this.memory.deleteAll(tenantId, networkId, memoryIds);
    }
  }
}
