import fc from 'fast-check';
import { bodyOf } from '../../src/memory/memory-body';
import { MemoryConfig } from '../../src/memory/memory.config';
import type { Memory } from '../../src/memory/memory';
import { PAGE_SIZE, readRecord } from '../../src/memory/index/column-record';
import { MemoryIndexStore } from '../../src/memory/index/memory-index.store';
import { NetworkMirror } from '../../src/memory/index/network-mirror';
import { analyse } from '../../src/memory/text/analyse';
import { isNearDuplicate, nearSignature } from '../../src/memory/text/near-duplicate';
import { WorkingMemoryStore, type AddedMemory } from '../../src/memory/working-memory.store';
import { networkKey, newId, newIdIn, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const FACT = {
  type: 'fact',
  confidence: 0.8,
  importance: 0.5,
  metadata: {},
  trust: 'untrusted',
  retention: 'working',
  provenance: { source: 'api' },
  createdAt: '2026-01-02T03:04:05.678Z',
} as const;

describe('the index of memories', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let index: MemoryIndexStore;
  let store: WorkingMemoryStore;
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
    index = new MemoryIndexStore(redis, Object.assign(new MemoryConfig(), { longTerm: 'off' }));
    store = new WorkingMemoryStore(index);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const newPlace = () => ({ tenantId: 'tenant', networkId: newId('network') });
  const memoryIn = ({ networkId }: { networkId: string }, content: string, more: Partial<Memory> = {}): Memory => ({
    ...FACT,
    memoryId: newIdIn('memory', networkId),
    networkId,
    content,
    ...more,
  });

  async function numbersOf(mirror: NetworkMirror, term: string): Promise<number[]> {
    await mirror.look();
    const [row = []] = await mirror.postingsOf([term]);
    return row.flatMap((postings, page) =>
      Array.from({ length: (postings?.length ?? 0) / 3 }, (_unused, at) => page * PAGE_SIZE + (postings as Buffer).readUInt16BE(at * 3)),
    );
  }

  /** Everything that Redis holds, as one text. */
  async function allOfRedis(): Promise<string> {
    const parts: string[] = [];
    for (const key of await redis.run((r) => r.keys('*'))) {
      const type = await redis.run((r) => r.type(key));
      const value = type === 'hash' ? await redis.run((r) => r.hgetall(key)) : await redis.run((r) => r.get(key));
      parts.push(key, JSON.stringify(value));
    }
    return parts.join('\n');
  }

  it('finds what was added by its terms, and leaves no trace of what was deleted', async () => {
    const place = newPlace();
    const first = memoryIn(place, 'Crimson apples ripen early', { sessionId: 'session_one', metadata: { actor: 'Wilhelmina' } });
    await store.add(place, [first, memoryIn(place, 'Green apples fall late')]);
    const mirror = new NetworkMirror(index, place);
    expect(await numbersOf(mirror, 'appl')).toEqual([0, 1]);
    expect(await store.delete(place, [first.memoryId, 'memory_nowhere'])).toBe(1);
    expect(await numbersOf(mirror, 'appl')).toEqual([1]);
    expect([mirror.columns.isLive(0, 0), mirror.columns.isLive(1, 0)]).toEqual([false, true]);
    const all = await allOfRedis();
    for (const trace of [first.memoryId, 'crimson', 'Crimson', 'ripen', 'session_one', 'ilhelmina']) expect(all).not.toContain(trace);
    expect(all).toContain('green');
  });

  it('comes back whole: body, numbers, times, and what replaced it', async () => {
    const place = newPlace();
    const old = memoryIn(place, 'The office is in Porto', { confidence: 0.123456, importance: 0.7, expiresAt: '2126-01-01T00:00:00.000Z' });
    const newer = memoryIn(place, 'The office has moved to Braga', { supersedes: old.memoryId, createdAt: '2026-05-05T05:05:05.555Z' });
    await store.add(place, [old]);
    await store.add(place, [newer]);
    const [found, replacing, missing] = await store.find(place, 'id', [old.memoryId, newer.memoryId, 'memory_nowhere']);
    expect(found).toEqual({ ...old, supersededBy: newer.memoryId, validUntil: newer.createdAt });
    expect(replacing).toEqual(newer);
    expect(missing).toBeUndefined();
  });

  it('makes one memory of 64 that say the same at the same time, as sure as the surest', async () => {
    const place = newPlace();
    const one = (confidence: number) => store.add(place, [memoryIn(place, 'Ana  likes\tTEA', { confidence })]);
    const added = await Promise.all(Array.from({ length: 64 }, (_unused, at) => one(at / 100)));
    const ids = new Set(added.map((each) => (Array.isArray(each) ? each[0]?.memoryId : each)));
    expect(ids.size).toBe(1);
    expect(await store.find(place, 'id', [...ids] as string[])).toMatchObject([{ confidence: 0.63 }]);
    expect(await index.count(place)).toBe(1);
  });

  it('leaves a body that cannot be read out of what is read by the page, and says so where it is asked for', async () => {
    const place = newPlace();
    const memories = ['Apples ripen', 'Pears ripen', 'Plums ripen'].map((content) => memoryIn(place, content));
    await store.add(place, memories);
    const unreadable = Buffer.from([9, 9, 9, 9]);
    await redis.run((r) => r.hset(networkKey(place.tenantId, place.networkId, 'mem', 'items:0'), '1', unreadable));
    const contents = (found: (Memory | undefined)[]) => found.map((memory) => memory?.content);
    expect(contents(await store.find(place, 'number', [0, 1, 2]))).toEqual(['Apples ripen', undefined, 'Plums ripen']);
    const all: Memory[] = [];
    for await (const memory of store.each(place, Uint32Array.of(0, 1, 2))) all.push(memory);
    expect(contents(all)).toEqual(['Apples ripen', 'Plums ripen']);
    await expect(store.get(place, memories[1]?.memoryId ?? '')).rejects.toMatchObject({ code: 'memory-undecodable' });
  });

  it('keeps the same words apart by type, session and actor', async () => {
    const place = newPlace();
    const say = (more: Partial<Memory>) => store.add(place, [memoryIn(place, 'See you tomorrow then', more)]);
    await say({});
    await say({ type: 'context' });
    await say({ sessionId: 'session_a' });
    await say({ sessionId: 'session_b' });
    await say({ sessionId: 'session_b', metadata: { actor: 'Bo' } });
    expect(await index.count(place)).toBe(5);
    expect(await say({ sessionId: 'session_a' })).toMatchObject([{ deduplicated: true }]);
  });

  it('merges near duplicates exactly where the rule in isNearDuplicate says so', async () => {
    const words = ['river', 'stone', 'bridge', 'market', 'winter', 'garden', 'letter', 'music', 'not', '5', '6'];
    const text = fc.array(fc.constantFrom(...words), { minLength: 5, maxLength: 14 }).map((list) => list.join(' '));
    const near = fc.tuple(text, fc.nat(14), fc.constantFrom('', ...words)).map(([one, at, word]) => {
      const list = one.split(' ');
      list.splice(at, word === '' ? 1 : 0, ...(word === '' ? [] : [word]));
      return [one, list.join(' ')] as const;
    });
    await fc.assert(
      fc.asyncProperty(near, async ([one, other]) => {
        const place = newPlace();
        await store.add(place, [memoryIn(place, one)]);
        const [added] = (await store.add(place, [memoryIn(place, other)])) as AddedMemory[];
        const [a, b] = [analyse(one), analyse(other)];
        const bands = nearSignature(b) ?? [];
        const shares = (nearSignature(a) ?? []).some((band) => bands.includes(band));
        const texts = [a, b].map(({ terms, guards }) => ({ terms: [...terms.keys()], guards }));
        const same = one === other || (shares && isNearDuplicate(texts[0] as (typeof texts)[0], texts[1] as (typeof texts)[0]));
        expect([one, other, added?.deduplicated]).toEqual([one, other, same]);
      }),
      { numRuns: 60 },
    );
  });

  it('writes none of a batch in which one supersedes what is not there', async () => {
    const place = newPlace();
    const batch = [memoryIn(place, 'one'), memoryIn(place, 'two', { supersedes: 'memory_nowhere' })];
    expect(await store.add(place, batch)).toEqual({ refused: 'supersedes', at: 1 });
    expect(await index.count(place)).toBe(0);
    expect(await index.read(place, 'id', [batch[0]?.memoryId as string])).toEqual([undefined]);
  });

  it('writes nothing of a batch of any size in which one supersedes what is not there', async () => {
    const place = newPlace();
    const batch = Array.from({ length: 120 }, (_unused, at) => memoryIn(place, `entry number ${at}`));
    batch[110] = memoryIn(place, 'replaces nothing', { supersedes: 'memory_nowhere' });
    expect(await store.add(place, batch)).toEqual({ refused: 'supersedes', at: 110 });
    expect(await index.count(place)).toBe(0);
  });

  it('names the memory that was there already as the successor where that says the same', async () => {
    const place = newPlace();
    const [old, newer] = [memoryIn(place, 'The office is in Porto'), memoryIn(place, 'The office is in Braga')];
    await store.add(place, [old, newer]);
    const again = memoryIn(place, 'The office is in Braga', { supersedes: old.memoryId });
    expect(await store.add(place, [again])).toMatchObject([{ memoryId: newer.memoryId, deduplicated: true }]);
    expect(await store.find(place, 'id', [old.memoryId])).toMatchObject([{ supersededBy: newer.memoryId }]);
  });

  it('takes what was superseded and is said again for something new', async () => {
    const place = newPlace();
    const [old, newer] = [memoryIn(place, 'The office is in Porto'), memoryIn(place, 'The office is in Braga')];
    await store.add(place, [old]);
    await store.add(place, [{ ...newer, supersedes: old.memoryId }]);
    const back = memoryIn(place, 'The office is in Porto', { supersedes: newer.memoryId });
    expect(await store.add(place, [back])).toMatchObject([{ memoryId: back.memoryId, deduplicated: false }]);
    expect(await store.find(place, 'id', [newer.memoryId])).toMatchObject([{ supersededBy: back.memoryId, supersedes: old.memoryId }]);
  });

  it('lets hold again what was superseded, once nothing supersedes it any more', async () => {
    const place = newPlace();
    const old = memoryIn(place, 'The office is in Porto');
    const [first, second] = ['Braga', 'Faro'].map((city) => memoryIn(place, `The office is in ${city}`, { supersedes: old.memoryId }));
    await store.add(place, [old]);
    await store.add(place, [first as Memory]);
    await store.add(place, [second as Memory]);
    await store.delete(place, [(second as Memory).memoryId]);
    expect(await store.find(place, 'id', [old.memoryId])).toMatchObject([{ supersededBy: first?.memoryId }]);
    await store.delete(place, [(first as Memory).memoryId]);
    expect(await store.find(place, 'id', [old.memoryId])).toEqual([old]);
    const keys = ['successors', 'predecessors'].map((name) => `mesh:{tenant:${place.networkId}}:mem:${name}`);
    expect(await redis.run((r) => r.exists(...keys))).toBe(0);
  });

  it('lets a memory supersede what the one between them superseded', async () => {
    const place = newPlace();
    const first = memoryIn(place, 'The office is in Porto');
    const second = memoryIn(place, 'The office is in Braga', { supersedes: first.memoryId });
    const third = memoryIn(place, 'The office is in Faro', { supersedes: second.memoryId });
    for (const one of [first, second, third]) await store.add(place, [one]);
    await store.delete(place, [second.memoryId]);
    expect(await store.find(place, 'id', [first.memoryId, third.memoryId])).toMatchObject([
      { supersededBy: third.memoryId, validUntil: second.createdAt },
      { supersedes: first.memoryId },
    ]);
    await store.delete(place, [third.memoryId]);
    expect(await store.find(place, 'id', [first.memoryId])).toEqual([first]);
  });

  it('leaves no trace of a deleted memory in those that it superseded or that superseded it', async () => {
    const place = newPlace();
    const [first, second, third] = ['one thing', 'another thing', 'a third thing'].map((content) => memoryIn(place, content)) as [
      Memory,
      Memory,
      Memory,
    ];
    await store.add(place, [first]);
    await store.add(place, [{ ...second, supersedes: first.memoryId }]);
    await store.add(place, [{ ...third, supersedes: second.memoryId }]);
    await store.delete(place, [second.memoryId]);
    expect(await allOfRedis()).not.toContain(second.memoryId);
    const [before, after] = await store.find(place, 'id', [first.memoryId, third.memoryId]);
    expect([before?.supersededBy, after?.supersedes]).toEqual([third.memoryId, first.memoryId]);
  });

  it('leaves what finds a memory alone when only its importance changes', async () => {
    const place = newPlace();
    const long = memoryIn(place, Array.from({ length: 5_000 }, (_unused, at) => `word${at}`).join(' '));
    await store.add(place, [long]);
    await redis.run((r) => r.config('RESETSTAT'));
    await store.change(place, long.memoryId, (memory) => ({ ...memory, importance: 0.625 }));
    const stats = await redis.run((r) => r.info('commandstats'));
    expect(stats).not.toContain('cmdstat_hmget');
    expect(await store.find(place, 'id', [long.memoryId])).toEqual([{ ...long, importance: 0.625 }]);
    expect(await numbersOf(new NetworkMirror(index, place), 'word77')).toEqual([0]);
    await store.change(place, long.memoryId, (memory) => ({ ...memory, metadata: { caption: 'lamp' } }));
    expect(await numbersOf(new NetworkMirror(index, place), 'lamp')).toEqual([0]);
  });

  it('knows a memory by its new actor when that is changed, and nothing of the old one', async () => {
    const place = newPlace();
    const memory = memoryIn(place, 'A word about boats', { metadata: { actor: 'Zebedee' } });
    await store.add(place, [memory]);
    await store.change(place, memory.memoryId, (now) => ({ ...now, metadata: { actor: 'Quintilla' } }));
    const mirror = new NetworkMirror(index, place);
    await mirror.look();
    expect([...mirror.actors.keys()]).toEqual(['quintilla']);
    expect(mirror.columns.actor[0]).toBe(mirror.actors.get('quintilla'));
    expect((await allOfRedis()).toLowerCase()).not.toContain('zebede');
  });

  it('changes what a memory is found by, once for each version that was read', async () => {
    const place = newPlace();
    const memory = memoryIn(place, 'first words here');
    await store.add(place, [memory]);
    const changed = await store.change(place, memory.memoryId, (now) => ({ ...now, content: 'other words now', importance: 1 }));
    expect(changed).toEqual({ ...memory, content: 'other words now', importance: 1 });
    const mirror = new NetworkMirror(index, place);
    expect([await numbersOf(mirror, 'first'), await numbersOf(mirror, 'word')]).toEqual([[], [0]]);
    const [raw] = await index.read(place, 'id', [memory.memoryId]);
    expect(readRecord(raw?.record as Buffer).version).toBe(1);
    const text = {
      length: 1,
      digest: 'd',
      bands: [],
      guards: '',
      terms: ['x'],
      frequencies: Buffer.from([1]),
      asks: false,
      tellsTime: false,
    };
    const entry = {
      memoryId: memory.memoryId,
      body: Buffer.from(bodyOf(memory)),
      expiresAtMs: 0,
      importance: 1,
      confidence: 1,
      text,
      actor: '',
      language: 0,
      flags: 1,
      isFoundAlike: false,
    };
    expect(await index.change(place, 0, entry)).toBe('raced');
  });

  it('fills page after page, and gives back the room of those that are gone', async () => {
    const place = newPlace();
    const many = Array.from({ length: PAGE_SIZE + 10 }, (_unused, at) => memoryIn(place, `item number ${at}`));
    await store.add(place, many);
    const mirror = new NetworkMirror(index, place);
    expect(await numbersOf(mirror, 'item')).toHaveLength(PAGE_SIZE + 10);
    await store.delete(
      place,
      many.map(({ memoryId }) => memoryId),
    );
    expect(await numbersOf(mirror, 'item')).toEqual([]);
    expect(await redis.run((r) => r.keys(`*${place.networkId}*`))).toEqual(expect.arrayContaining([expect.stringMatching(/:mem:meta$/)]));
    expect(await redis.run((r) => r.keys(`*${place.networkId}*:mem:*:*`))).toEqual([]);
    await store.add(place, [memoryIn(place, 'a new item')]);
    expect(await numbersOf(mirror, 'item')).toEqual([PAGE_SIZE + 10]);
  });

  it('leaves it to Redis to drop every key a day or two after the last memory has expired', async () => {
    const place = newPlace();
    const in10Days = new Date(Date.now() + 10 * 86_400_000).toISOString();
    const more = { expiresAt: in10Days, metadata: { actor: 'Ida' }, sessionId: 'session_s' };
    await store.add(place, [memoryIn(place, '?!', { expiresAt: in10Days })]); // no terms yet, no bands, no session
    const [first] = (await store.add(place, [memoryIn(place, 'one two three four five six seven', more)])) as AddedMemory[];
    await store.add(place, [memoryIn(place, 'another', { ...more, sessionId: 'session_t', supersedes: first?.memoryId as string })]);
    await store.change(place, first?.memoryId as string, (now) => ({ ...now, importance: 1 }));
    const lives = async (): Promise<number[]> => {
      const keys = await redis.run((r) => r.keys(`*${place.networkId}*`));
      const days = await Promise.all(keys.map((key) => redis.run((r) => r.pttl(key))));
      return days.map((ms) => Math.floor(ms / 86_400_000));
    };
    const days = await lives();
    expect(days).toHaveLength(15);
    for (const life of days) expect([11, 12]).toContain(life);
    await store.add(place, [memoryIn(place, 'for ever')]);
    expect(new Set(await lives())).toEqual(new Set([-1]));
  });

  it('does not take an index that was lost and begun anew for the one it knew', async () => {
    const place = newPlace();
    await store.add(place, [memoryIn(place, 'before the loss')]);
    const mirror = new NetworkMirror(index, place);
    expect(await numbersOf(mirror, 'loss')).toEqual([0]);
    await redis.run((r) => r.flushall());
    await store.add(place, [memoryIn(place, 'after it')]);
    expect([await numbersOf(mirror, 'loss'), mirror.columns.isLive(0, 0)]).toEqual([[], true]);
  });
});
