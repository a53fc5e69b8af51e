import { randomBytes } from 'node:crypto';
import { IndexInspectionStore, type Inspected } from '../../src/memory/index/index-inspection.store';
import { IndexRepairStore, type Rewritten } from '../../src/memory/index/index-repair.store';
import { IndexRewrite } from '../../src/memory/index/index-rewrite';
import { MemoryIndexStore } from '../../src/memory/index/memory-index.store';
import { MemoryConfig } from '../../src/memory/memory.config';
import type { Memory } from '../../src/memory/memory';
import { WorkingMemoryStore } from '../../src/memory/working-memory.store';
import { networkKey, newId, newIdIn, type RedisClient } from '../../src/redis';
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

  let place: { tenantId: string; networkId: string };
  beforeEach(() => (place = { tenantId: 'tenant', networkId: newId('network') }));
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

  it('with thousands of terms each are put back, checked and deleted by a script for each, none for all', async () => {
    const wordy = Array.from({ length: 12 }, (_unused, at): Memory => {
      const words = Array.from({ length: 5_000 }, (_word, n) => `w${at}x${n}`);
      return { ...memory(0), content: words.join(' '), retention: 'long-term' };
    });
    const ids = wordy.map(({ memoryId }) => memoryId);
    await redis.run((r) => r.set(networkKey(place.tenantId, place.networkId, 'mem', 'restoring'), 'me'));
    expect(await scriptsOf(() => store.restore(place, 'me', 30_000, wordy))).toBe(12);
    expect(await store.find(place, 'id', ids)).toEqual(wordy);
    const inspection = new IndexInspectionStore(redis);
    let rows: Inspected[] = [];
    expect(await scriptsOf(async () => (rows = await inspection.inspect(place, 0, 0, 31, true)))).toBeGreaterThanOrEqual(12);
    expect(rows.map(({ number }) => number)).toEqual(ids.map((_id, at) => at));
    const rewrite = new IndexRewrite(inspection);
    const rewritten = (await Promise.all(rows.map((row) => rewrite.of(place.networkId, row)))) as Rewritten[];
    expect(await scriptsOf(async () => expect(await new IndexRepairStore(redis).rewrite(place, rewritten)).toBe(12))).toBe(12);
    expect(await scriptsOf(async () => expect(await store.delete(place, ids)).toBe(12))).toBe(12);
    expect(await store.find(place, 'id', ids)).toEqual(ids.map(() => undefined));
  });

  /** How many scripts Redis ran for `work`. */
  async function scriptsOf(work: () => Promise<unknown>): Promise<number> {
    await redis.run((r) => r.config('RESETSTAT'));
    await work();
    const stats = await redis.run((r) => r.info('commandstats'));
    return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
  }

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
