import { randomBytes } from 'node:crypto';
import { MemoryIndexStore } from '../../src/memory/index/memory-index.store';
import { MemoryConfig } from '../../src/memory/memory.config';
import type { Memory } from '../../src/memory/memory';
import { WorkingMemoryStore } from '../../src/memory/working-memory.store';
import { newId, newIdIn, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

describe('large memories in Redis', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let index: MemoryIndexStore;
  let store: WorkingMemoryStore;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
    index = new MemoryIndexStore(redis, new MemoryConfig());
    store = new WorkingMemoryStore(index);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const place = { tenantId: 'tenant', networkId: newId('network') };
  /** A memory of some MB that cannot be compressed much. */
  const memory = (megabytes: number): Memory => ({
    memoryId: newIdIn('memory', place.networkId),
    networkId: place.networkId,
    type: 'fact',
    content: randomBytes(megabytes * 750_000).toString('base64'),
    confidence: 0.8,
    importance: 0.5,
    metadata: {},
    trust: 'untrusted',
    retention: 'working',
    provenance: { source: 'api' },
    createdAt: new Date().toISOString(),
  });

  it('are written and read a few MiB at a time, in order', async () => {
    const all = [3, 3, 9, 1, 1, 1, 1, 1, 9].map(memory);
    expect(await store.add(place, all)).toHaveLength(all.length);
    const ids = all.map(({ memoryId }) => memoryId);
    const counts: number[] = [];
    for (let from = 0; from < ids.length;) {
      const rows = await index.readSome(place, 'id', ids.slice(from));
      const bytes = rows.slice(0, -1).reduce((sum, row) => sum + (row?.body.length ?? 0), 0);
      expect(bytes).toBeLessThan(4 * 1_048_576);
      counts.push(rows.length);
      from += rows.length;
    }
    expect(counts.length).toBeGreaterThan(2);
    expect(await store.find(place, 'id', [...ids, 'memory_none'])).toEqual([...all, undefined]);
    const cut = await store.find(place, 'id', ids, 6_500_000);
    expect(cut.map((found) => found?.isExcerpt ?? false)).toEqual([false, false, true, true, true, true, true, true, true]);
    const exported: Memory[] = [];
    for await (const found of store.each(place, Uint32Array.from(ids.keys()))) exported.push(found);
    expect(exported).toEqual(all);
  });
});
