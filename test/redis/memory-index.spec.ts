import { MemoryIndexStore, placeOfNumber, type IndexedMemory } from '../../src/memory/index/memory-index.store';
import { readRecord, typeNumber } from '../../src/memory/index/column-record';
import { NetworkMirror } from '../../src/memory/index/network-mirror';
import { newId, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

describe('the index of memories', () => {
  let server: RedisServer;
  let redis: RedisClient;
  const place = { tenantId: newId('key'), networkId: newId('network') };
  let store: MemoryIndexStore;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
    store = new MemoryIndexStore(redis);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const memory = (memoryId: string, content: string, more: Partial<IndexedMemory> = {}): IndexedMemory => {
    const terms = [...new Set(content.toLowerCase().split(' '))];
    return {
      memoryId,
      body: Buffer.from(content),
      createdAtMs: 1_000,
      expiresAtMs: 0,
      importance: 0.5,
      confidence: 0.8,
      type: typeNumber('fact'),
      flags: 1,
      sessionId: '',
      actor: '',
      supersedes: '',
      text: { length: terms.length, digest: `d-${content}`, bands: [], guards: '', terms, frequencies: Buffer.alloc(terms.length, 1) },
      ...more,
    };
  };

  it('finds what was added, by its terms, and not what was deleted', async () => {
    await store.add(place, [memory('memory_1', 'red apples grow'), memory('memory_2', 'green apples fall')]);
    const mirror = new NetworkMirror(store, place);
    await mirror.look();
    const numbersOf = async (term: string) => {
      const [row = []] = await mirror.postingsOf([term]);
      return row.flatMap((postings, page) =>
        postings ? Array.from({ length: postings.length / 3 }, (_unused, at) => page * 2_048 + postings.readUInt16BE(at * 3)) : [],
      );
    };
    expect(await numbersOf('apples')).toEqual([0, 1]);
    expect(await store.delete(place, ['memory_1', 'memory_9'])).toBe(1);
    await mirror.look();
    expect(await numbersOf('apples')).toEqual([1]);
    expect(await numbersOf('red')).toEqual([]);
    expect([mirror.columns.isLive(0, 0), mirror.columns.isLive(1, 0)]).toEqual([false, true]);
    expect(placeOfNumber(2_049)).toEqual({ page: 1, index: 1 });
  });

  it('makes one memory of 64 that say the same at the same time', async () => {
    const added = await Promise.all(
      Array.from({ length: 64 }, (_unused, index) => store.add(place, [memory(`memory_x${index}`, 'the same thing', { confidence: index / 100 })])),
    );
    const ids = new Set(added.map((one) => (Array.isArray(one) ? one[0]?.memoryId : one)));
    expect(ids.size).toBe(1);
    const [found] = await store.read(place, 'id', [...ids] as string[]);
    expect(readRecord(found?.record as Buffer)).toMatchObject({ confidence: 0.63, type: 'fact', createdAtMs: 1_000 });
  });

  it('writes none of a batch in which one supersedes what is not there', async () => {
    const before = await store.count(place);
    expect(await store.add(place, [memory('memory_3', 'a b'), memory('memory_4', 'c d', { supersedes: 'memory_nowhere' })])).toBe(1);
    expect(await store.count(place)).toBe(before);
  });

  it('changes what a memory is found by, once for each version that was read', async () => {
    const old = memory('memory_5', 'first words here');
    await store.add(place, [old]);
    const changed = memory('memory_5', 'other words now');
    expect(Buffer.isBuffer(await store.change(place, 0, changed))).toBe(true);
    expect(await store.change(place, 0, changed)).toBe('raced');
    const mirror = new NetworkMirror(store, place);
    await mirror.look();
    const rows = await mirror.postingsOf(['first', 'other', 'words']);
    expect(rows.map((row) => row.map((postings) => (postings?.length ?? 0) / 3))).toEqual([[0], [1], [1]]);
  });
});
