import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { loadLua, networkKey, newestFirst, optimistically, RACED, RedisClient, type Page } from '../redis';
import type { Memory } from './memory';

const ADD = loadLua(__dirname, 'add-memory.lua');
const REPLACE = loadLua(__dirname, 'replace-memory.lua');
const DELETE = loadLua(__dirname, 'delete-memory.lua');

/** The only code that touches memories in Redis. Every item has a TTL; index entries of expired items go when they are met. */
@Injectable()
export class WorkingMemoryStore {
  constructor(private readonly redis: RedisClient) {}

  /** Stores `memory` unless its text is there already. Returns the id it is found under. */
  async add(tenantId: string, memory: Memory): Promise<string> {
    const { networkId, memoryId } = memory;
    const lifeSeconds = Math.max(1, Math.round((Date.parse(memory.expiresAt) - Date.parse(memory.createdAt)) / 1000));
    const keys = [itemKey(tenantId, networkId, memoryId), digestKey(tenantId, memory), indexKey(tenantId, networkId)];
    const args = [memoryId, JSON.stringify(memory), Date.parse(memory.createdAt), lifeSeconds, itemKey(tenantId, networkId, '')];
    return String(await this.redis.evaluate(ADD, keys, args));
  }

  /** Changes a memory, on top of whatever others change at the same time; undefined when there is none. */
  async change(tenantId: string, networkId: string, memoryId: string, change: (memory: Memory) => Memory): Promise<Memory | undefined> {
    const key = itemKey(tenantId, networkId, memoryId);
    return optimistically('memory', async () => {
      const text = await this.redis.run((redis) => redis.get(key));
      if (text === null) return undefined;
      const memory = JSON.parse(text) as Memory;
      const changed = change(memory);
      const keys = [key, digestKey(tenantId, memory), digestKey(tenantId, changed)];
      return (await this.redis.evaluate(REPLACE, keys, [text, JSON.stringify(changed), memoryId])) === 1 ? changed : RACED;
    });
  }

  async find(tenantId: string, networkId: string, memoryId: string): Promise<Memory | undefined> {
    const text = await this.redis.run((redis) => redis.get(itemKey(tenantId, networkId, memoryId)));
    return text === null ? undefined : (JSON.parse(text) as Memory);
  }

  /** Deletes `memory` everywhere; false when it was gone already. */
  async delete(tenantId: string, memory: Memory): Promise<boolean> {
    const { networkId, memoryId } = memory;
    const keys = [itemKey(tenantId, networkId, memoryId), digestKey(tenantId, memory), indexKey(tenantId, networkId)];
    return (await this.redis.evaluate(DELETE, keys, [memoryId])) === 1;
  }

  /** Memories that `matches` accepts, newest first. */
  async list(
    tenantId: string,
    networkId: string,
    page: { limit: number; cursor?: string | undefined },
    matches: (memory: Memory) => boolean,
  ): Promise<Page<Memory>> {
    const expired: string[] = [];
    const found = await newestFirst(this.redis, indexKey(tenantId, networkId), page, async (ids) => {
      const items = await this.load(tenantId, networkId, ids, expired);
      return items.map((item) => (item !== undefined && matches(item) ? item : undefined));
    });
    await this.forget(tenantId, networkId, expired); // not before: paging counts on what it has read
    return found;
  }

  /** The newest `limit` memories. */
  async newest(tenantId: string, networkId: string, limit: number): Promise<Memory[]> {
    const ids = await this.redis.run((redis) => redis.zrevrange(indexKey(tenantId, networkId), 0, limit - 1));
    const expired: string[] = [];
    const items = await this.load(tenantId, networkId, ids, expired);
    await this.forget(tenantId, networkId, expired);
    return items.filter((item) => item !== undefined);
  }

  async count(tenantId: string, networkId: string): Promise<number> {
    return this.redis.run((redis) => redis.zcard(indexKey(tenantId, networkId)));
  }

  /** The items under `ids`; those that have expired are undefined, and named in `expired`. */
  private async load(tenantId: string, networkId: string, ids: string[], expired: string[]): Promise<(Memory | undefined)[]> {
    if (ids.length === 0) return [];
    const texts = await this.redis.run((redis) => redis.mget(ids.map((id) => itemKey(tenantId, networkId, id))));
    expired.push(...ids.filter((_id, index) => texts[index] === null));
    return texts.map((text) => (text === null ? undefined : (JSON.parse(text ?? '') as Memory)));
  }

  private async forget(tenantId: string, networkId: string, expired: string[]): Promise<void> {
    if (expired.length > 0) await this.redis.run((redis) => redis.zrem(indexKey(tenantId, networkId), ...expired));
  }
}

const indexKey = (tenantId: string, networkId: string) => networkKey(tenantId, networkId, 'memories');
const itemKey = (tenantId: string, networkId: string, memoryId: string) => networkKey(tenantId, networkId, 'memory', memoryId);

/** Texts that differ only in white space or case are the same memory. */
function digestKey(tenantId: string, memory: Memory): string {
  const text = memory.content.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
  const digest = createHash('sha256')
    .update(`${memory.type}\n${memory.sessionId ?? ''}\n${text}`)
    .digest('base64url');
  return networkKey(tenantId, memory.networkId, 'memory-digest', digest);
}
