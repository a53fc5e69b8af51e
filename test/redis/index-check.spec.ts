import { IndexCheck } from '../../src/memory/index/index-check';
import { IndexFaults } from '../../src/memory/index/index-faults';
import { ENTRY_NAMES, IndexInspectionStore } from '../../src/memory/index/index-inspection.store';
import { IndexRepairStore } from '../../src/memory/index/index-repair.store';
import { IndexRewrite } from '../../src/memory/index/index-rewrite';
import { MemoryIndexStore } from '../../src/memory/index/memory-index.store';
import type { Memory } from '../../src/memory/memory';
import { MemoryConfig } from '../../src/memory/memory.config';
import { WorkingMemoryStore } from '../../src/memory/working-memory.store';
import { networkKey, newId, newIdIn, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const WORDS = ['apple', 'barge', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron', 'islet', 'jetty', 'kiln', 'ledge', 'marsh', 'newt'];

describe('the check of an index', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let store: WorkingMemoryStore;
  let check: IndexCheck;
  let inspection: IndexInspectionStore;
  let place: { tenantId: string; networkId: string };
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
    const index = new MemoryIndexStore(redis, new MemoryConfig());
    store = new WorkingMemoryStore(index);
    inspection = new IndexInspectionStore(redis);
    check = new IndexCheck(index, inspection, new IndexRepairStore(redis), new IndexRewrite(inspection));
  });
  beforeEach(() => (place = { tenantId: 'tenant', networkId: newId('network') }));
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const key = (name: string) => networkKey(place.tenantId, place.networkId, 'mem', name);

  function memory(seed: number, more: Partial<Memory> = {}): Memory {
    const words = Array.from({ length: 12 }, (_unused, at) => WORDS[(seed * 7 + at * at * (seed % 5)) % WORDS.length]);
    return {
      memoryId: newIdIn('memory', place.networkId),
      networkId: place.networkId,
      type: 'context',
      content: `Note ${seed} of ${words.join(' ')}`,
      confidence: 0.8,
      importance: seed % 10 === 0 ? 0.9 : 0.5,
      metadata: seed % 3 === 0 ? { actor: `Actor ${seed % 7}`, caption: `picture ${seed}` } : {},
      ...(seed % 4 === 0 ? { sessionId: `session_${seed % 20}` } : {}),
      trust: 'untrusted',
      retention: seed % 10 === 0 ? 'long-term' : 'working',
      provenance: { source: 'import' },
      createdAt: new Date().toISOString(),
      ...(seed % 10 === 0 ? {} : { expiresAt: '2099-01-01T00:00:00.000Z' }),
      ...more,
    };
  }

  /** Some memories that were added, changed, superseded and deleted. */
  async function written(): Promise<Memory[]> {
    const memories = Array.from({ length: 60 }, (_unused, seed) => memory(seed));
    await store.add(place, memories);
    await store.add(place, [memory(100, { supersedes: memories[3]?.memoryId ?? '' })]);
    await store.change(place, memories[5]?.memoryId ?? '', (one) => ({ ...one, content: 'Quite another thing is said here now' }));
    await store.delete(place, [memories[7]?.memoryId ?? '', memories[8]?.memoryId ?? '']);
    return memories;
  }

  async function lengthened(term: string): Promise<void> {
    const postings = (await redis.run((r) => r.hgetBuffer(key('terms:0'), term))) ?? Buffer.alloc(0);
    await redis.run((r) => r.hset(key('terms:0'), term, Buffer.concat([postings, Buffer.of(0)])));
  }

  async function faults(options: { isDeep?: boolean; mends?: boolean } = {}): Promise<Record<string, number>> {
    const found = new IndexFaults();
    for await (const step of check.steps(place, found, { isDeep: false, mends: false, ...options }))
      expect(step.mended).toBeGreaterThanOrEqual(0);
    return Object.fromEntries(found.counts);
  }

  it('finds nothing wrong with what the service wrote', async () => {
    await written();
    expect(await faults()).toEqual({});
    expect(await faults({ isDeep: true })).toEqual({});
  });

  it('finds nothing wrong when everything was deleted, and leaves a network that never was alone', async () => {
    const memories = await written();
    expect(await faults({ isDeep: true })).toEqual({});
    await store.delete(
      place,
      memories.map(({ memoryId }) => memoryId),
    );
    expect(await faults({ isDeep: true })).toEqual({});
    place = { tenantId: 'tenant', networkId: newId('network') };
    expect(await faults({ isDeep: true, mends: true })).toEqual({});
    expect(await redis.run((r) => r.exists(key('meta')))).toBe(0);
  });

  // What is broken, and which kinds of fault tell of it; afterwards everything is found again.
  it.each<[string, () => Promise<unknown>, string[]]>([
    ['postings of a term', () => redis.run((r) => r.hdel(key('terms:0'), 'note')), ['posting']],
    ['postings of a page', () => redis.run((r) => r.del(key('terms:0'))), ['posting']],
    ['what finds a memory', () => redis.run((r) => r.hdel(key('forward:0'), '4')), ['forward', 'stray-entry', 'stray-posting']],
    ['the ids of all memories', () => redis.run((r) => r.del(key('ids'))), ['id', 'stray-entry']],
    ['all digests', () => redis.run((r) => r.del(key('digests'))), ['digest']],
    ['the versions of pages', () => redis.run((r) => r.del(key('versions'))), ['total', 'use', 'version']],
    ['the sums', () => redis.run((r) => r.hincrby(key('meta'), 'live', 7)), ['total']],
    ['everything that the index says of itself', () => redis.run((r) => r.del(key('meta'))), ['total']],
    ['what is said of itself and its postings', () => redis.run((r) => r.del(key('meta'), key('terms:0'))), ['posting', 'total']],
    ['the uses of sessions and actors', () => redis.run((r) => r.del(key('uses'))), ['stray-entry', 'use']],
    ['the names of sessions', () => redis.run((r) => r.del(key('sessions'))), ['use']],
    ['a stray posting', () => redis.run((r) => r.hset(key('terms:0'), 'unheard', Buffer.from([0, 3, 1]))), ['stray-posting']],
    ['a posting of nothing', () => redis.run((r) => r.hset(key('terms:0'), 'unheard', Buffer.from([1, 3, 1]))), ['stray-posting']],
    ['nonsense in place of postings', () => redis.run((r) => r.hset(key('terms:0'), 'note', 'xx')), ['posting', 'stray-posting']],
    ['postings that are longer by a byte', () => lengthened('note'), ['stray-posting']],
    [
      'nonsense in place of what finds a memory',
      () => redis.run((r) => r.hset(key('forward:0'), '4', 'nonsense')),
      ['digest', 'id', 'stray-entry', 'stray-posting'],
    ],
    ['a stray vector', () => redis.run((r) => r.hset(key('vectors:0'), '3', 'vector')), ['vector']],
    ['a vector that should be there', () => redis.run((r) => r.setrange(key('columns:0'), 3 * 48 + 45, Buffer.from([129]))), ['vector']],
    ['a stray number to be embedded', () => redis.run((r) => r.sadd(key('unembedded'), '999')), ['stray-entry']],
    ['a stray id', () => redis.run((r) => r.hset(key('ids'), 'memory_nowhere', '2')), ['stray-entry']],
    ['a stray digest', () => redis.run((r) => r.hset(key('digests'), 'nothing', '1')), ['stray-entry']],
    ['a stray band', () => redis.run((r) => r.hset(key('near'), 'nothing', '1')), ['stray-entry']],
    ['a stray successor', () => redis.run((r) => r.hset(key('successors'), '999', '1')), ['stray-entry']],
    ['a stray promotion', () => redis.run((r) => r.sadd(key('promotions'), 'memory_nowhere')), ['stray-entry']],
    ['a stray actor', () => redis.run((r) => r.hset(key('actors'), 'nobody', '999')), ['stray-entry']],
  ])('tells of %s that is wrong, and puts it right', async (_what, spoil, kinds) => {
    await written();
    await spoil();
    expect(Object.keys(await faults({ isDeep: true })).sort()).toEqual(kinds);
    // What comes of another fault may be right again before it is looked at.
    expect(kinds).toEqual(expect.arrayContaining(Object.keys(await faults({ mends: true }))));
    expect(await faults({ isDeep: true })).toEqual({});
    expect(await redis.run((r) => r.hget(key('meta'), 'live'))).toBe('59');
  });

  it('removes what is not whole: items without a record, records without an item', async () => {
    const memories = await written();
    await redis.run((r) => r.hdel(key('items:0'), '10'));
    await redis.run((r) => r.setrange(key('columns:0'), 11 * 48, Buffer.alloc(48)));
    expect(await faults()).toMatchObject({ item: 1, record: 1 });
    await faults({ mends: true });
    expect(await faults({ isDeep: true })).toEqual({});
    const [none, gone, there] = await store.find(
      place,
      'id',
      [10, 11, 12].map((at) => memories[at]?.memoryId ?? ''),
    );
    expect([none, gone, there?.content]).toEqual([undefined, undefined, memories[12]?.content]);
  });

  it('has the database forget nothing that only Redis has lost', async () => {
    await store.add(place, [memory(10), memory(11)]);
    await redis.run((r) => r.del(key('items:0')));
    expect(await faults({ mends: true })).toMatchObject({ item: 2 });
    expect(await redis.run((r) => r.exists(key('ids'), key('forgets')))).toBe(0);
  });

  it('removes what has a record that cannot be one, and counts anew', async () => {
    const memories = await written();
    await redis.run((r) => r.setrange(key('columns:0'), 10 * 48, Buffer.alloc(48, 0xff)));
    await redis.run((r) => r.hset(key('forward:0'), '10', 'nonsense'));
    expect(await faults()).toMatchObject({ record: 1 });
    await faults({ mends: true });
    expect(await faults({ isDeep: true })).toEqual({});
    expect(await redis.run((r) => r.hget(key('meta'), 'live'))).toBe('58');
    expect(await store.find(place, 'id', [memories[10]?.memoryId ?? ''])).toEqual([undefined]);
  });

  it('lets memories be written though postings are nonsense', async () => {
    const memories = await written();
    await redis.run((r) => r.hset(key('terms:0'), 'note', 'xx'));
    await store.add(place, [memory(300)]);
    expect(await store.delete(place, [memories[20]?.memoryId ?? ''])).toBe(1);
    await faults({ mends: true });
    expect(await faults({ isDeep: true })).toEqual({});
  });

  it('lets a memory be changed, said again and deleted though what finds it is lost', async () => {
    const memories = await written();
    const said = memories.slice(20, 23);
    for (const number of ['20', '21', '22']) await redis.run((r) => r.hset(key('forward:0'), number, 'nonsense'));
    await store.change(place, said[0]?.memoryId ?? '', (one) => ({ ...one, content: 'Said in other words' }));
    await store.add(place, [{ ...(said[1] as Memory), memoryId: newIdIn('memory', place.networkId) }]);
    expect(await store.delete(place, [said[2]?.memoryId ?? ''])).toBe(1);
    await faults({ mends: true });
    expect(await faults({ isDeep: true })).toEqual({});
    const [changed] = await store.find(place, 'id', [said[0]?.memoryId ?? '']);
    expect(changed?.content).toBe('Said in other words');
  });

  it('sees only with the bodies what is not what they say', async () => {
    await written();
    const terms = key('terms:0');
    const postings = (await redis.run((r) => r.hgetBuffer(terms, 'note'))) ?? Buffer.alloc(0);
    postings.writeUInt8(99, 2);
    await redis.run((r) => r.hset(terms, 'note', postings));
    const forward = (await redis.run((r) => r.hget(key('forward:0'), '20'))) ?? '';
    await redis.run((r) => r.hset(key('forward:0'), '20', forward.replace(/ \S+$/, '')));
    expect(await faults({ isDeep: true })).toEqual({ frequency: 1, text: 1, 'stray-posting': 1 });
    await faults({ isDeep: true, mends: true });
    expect(await faults({ isDeep: true })).toEqual({});
  });

  it.each(ENTRY_NAMES)('takes no entry of %s for a stray that was dropped since it was read', async (name) => {
    await written();
    const dropped = ['promotions', 'forgets', 'ids'].includes(name) ? newIdIn('memory', place.networkId) : '100000';
    expect(await inspection.strays(place, name, [dropped], 'drop')).toBe(0);
  });

  it('takes no writing meanwhile for a fault', async () => {
    await written();
    let goesOn = true;
    const writing = (async () => {
      for (let seed = 200; goesOn; seed += 1) {
        const one = memory(seed);
        await store.add(place, [one]);
        if (seed % 2 === 0) await store.delete(place, [one.memoryId]);
        else await store.change(place, one.memoryId, (before) => ({ ...before, content: `Changed ${seed} ${before.content}` }));
      }
    })();
    for (let round = 0; round < 3; round += 1) expect(await faults({ isDeep: true, mends: true })).toEqual({});
    goesOn = false;
    await writing;
    expect(await faults({ isDeep: true })).toEqual({});
  });
});
