import { MemoryIndexStore } from '../../src/memory/index/memory-index.store';
import { Mirrors } from '../../src/memory/index/mirrors';
import { PAGE_SIZE } from '../../src/memory/index/column-record';
import { MemoryConfig } from '../../src/memory/memory.config';
import type { Memory, MemoryFilter } from '../../src/memory/memory';
import { MemorySearch } from '../../src/memory/search/memory-search';
import { WorkingMemoryStore } from '../../src/memory/working-memory.store';
import { networkKey, newId, newIdIn, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const DAY_MS = 86_400_000;

describe('searching memories', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let index: MemoryIndexStore;
  let store: WorkingMemoryStore;
  let finder: MemorySearch;
  let place: { tenantId: string; networkId: string };
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
    index = new MemoryIndexStore(redis, new MemoryConfig());
    store = new WorkingMemoryStore(index);
    finder = new MemorySearch(new Mirrors(index), index, store);
  });
  beforeEach(() => (place = { tenantId: 'tenant', networkId: newId('network') }));
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  /** Stores memories, each a text and what is special about it, ten seconds apart. */
  async function remember(...memories: (string | [string, Partial<Memory>])[]): Promise<string[]> {
    const startMs = Date.now() - 1_000_000;
    const all = memories.map((given, at): Memory => {
      const [content, more] = typeof given === 'string' ? [given, {}] : given;
      return {
        memoryId: newIdIn('memory', place.networkId),
        networkId: place.networkId,
        type: 'fact',
        content,
        confidence: 0.8,
        importance: 0.5,
        metadata: {},
        trust: 'untrusted',
        retention: 'working',
        provenance: { source: 'api' },
        createdAt: new Date(startMs + at * 10_000).toISOString(),
        ...more,
      };
    });
    const added = await store.add(place, all);
    return (added as { memoryId: string }[]).map(({ memoryId }) => memoryId);
  }

  const search = async (query: string, filter: MemoryFilter = {}, limit = 10) =>
    (await finder.search(place, query, filter, limit)).map(({ memory }) => memory.content);

  it('finds other forms of a word, the rarer word first, and nothing that says something else', async () => {
    await remember('We paint the kitchen', 'We paint the painter painting', 'The kitchens were painted yellow', 'Nothing of that');
    expect(await search('yellow paint')).toEqual([
      'The kitchens were painted yellow',
      'We paint the painter painting',
      'We paint the kitchen',
    ]);
    expect(await search('submarine')).toEqual([]);
    expect(await search('?!')).toEqual([]);
  });

  it('finds the answer beside its question, within one session only', async () => {
    const [here, there] = [{ sessionId: 'session_here' }, { sessionId: 'session_there' }];
    await remember(['Where did you buy the violin?', here], ['In Cremona, last spring', here], ['Nice weather today', there]);
    expect(await search('violin')).toEqual(['Where did you buy the violin?', 'In Cremona, last spring']);
  });

  it('prefers who is named, what is surer, more important or newer, and what still holds', async () => {
    const said = { sessionId: 'session_x' };
    await remember(
      ['I adopted a cat', { ...said, metadata: { actor: 'Mara' } }],
      ['I adopted a cat', { ...said, metadata: { actor: 'Otto' } }],
    );
    const [first] = await finder.search(place, 'Which cat did Otto adopt?', {}, 1);
    expect(first?.memory.metadata).toEqual({ actor: 'Otto' });
    place.networkId = newId('network');
    await remember(['Our rate is ten', { confidence: 0.2 }], ['Our rate: ten or so', { confidence: 0.9 }]);
    expect((await search('rate ten'))[0]).toBe('Our rate: ten or so');
    place.networkId = newId('network');
    const ago = (days: number) => ({ createdAt: new Date(Date.now() - days * DAY_MS).toISOString() });
    await remember(['Lunch in the blue room', ago(200)], ['Lunch in a blue room', { ...ago(1), type: 'context' }]);
    expect(await search('blue room lunch')).toEqual(['Lunch in a blue room', 'Lunch in the blue room']);
    place.networkId = newId('network');
    const [old] = await remember('The deadline is Monday');
    await remember(['The deadline is Friday now', { supersedes: old as string }]);
    expect(await search('When is the deadline?')).toEqual(['The deadline is Friday now', 'The deadline is Monday']);
  });

  it('finds a memory in its own language by any form of its words, beside those in English', async () => {
    await remember(['Die alten Häuser am Fluss', { metadata: { language: 'de' } }], 'Old houses by the river');
    expect(await search('Häusern')).toEqual(['Die alten Häuser am Fluss']);
    expect(await search('house')).toEqual(['Old houses by the river']);
  });

  it('narrows by type, time, session and confidence', async () => {
    const at = (day: number) => ({ createdAt: `2026-03-0${day}T00:00:00.000Z` });
    await remember(
      ['plan one', { ...at(1), type: 'decision', confidence: 0.7 }],
      ['plan two', { ...at(2), sessionId: 'session_a', confidence: 0.3 }],
      ['plan three', { ...at(3), type: 'decision', sessionId: 'session_a', confidence: 0.8 }],
    );
    expect((await search('plan', { type: 'decision' })).sort()).toEqual(['plan one', 'plan three']);
    expect(await search('plan', { sessionId: 'session_a', minConfidence: 0.8 })).toEqual(['plan three']);
    expect(await search('plan', { minConfidence: 0.7, untilMs: Date.parse('2026-03-02T00:00:00Z') })).toEqual(['plan one']);
    expect(await search('plan', { sinceMs: Date.parse('2026-03-02T00:00:00Z'), untilMs: Date.parse('2026-03-02T00:00:00Z') })).toEqual([
      'plan two',
    ]);
    expect(await search('plan', { sessionId: 'session_nowhere' })).toEqual([]);
  });

  it('shows who works in a session what is of it, shared, or only grouped by another, and nothing that belongs to another', async () => {
    const ends = Date.now() + 60_000;
    for (const id of ['session_mine', 'session_theirs']) {
      const key = networkKey(place.tenantId, place.networkId, 'mem', 'session', id);
      await redis.run((r) => r.hset(key, 'expires', ends));
    }
    await remember(
      ['plan shared', {}],
      ['plan mine', { sessionId: 'session_mine', retention: 'session' }],
      ['plan theirs', { sessionId: 'session_theirs', retention: 'session' }],
      ['plan theirs for a while', { sessionId: 'session_theirs', retention: 'timed', expiresAt: '2099-01-01T00:00:00.000Z' }],
      ['plan imported', { sessionId: 'session_old', retention: 'working', provenance: { source: 'import' } }],
    );
    const visibleTo = async (sessionId?: string) => (await search('plan', { visibleTo: { sessionId } })).sort();
    expect(await visibleTo('session_mine')).toEqual(['plan imported', 'plan mine', 'plan shared']);
    expect(await visibleTo('session_new')).toEqual(['plan imported', 'plan shared']);
    expect(await visibleTo()).toEqual(['plan imported', 'plan shared']);
    expect(await search('plan', { visibleTo: { sessionId: 'session_mine' }, sessionId: 'session_theirs' })).toEqual([]);
  });

  it('gives every signal, the best relevance being 1', async () => {
    await remember(['apples and pears', { importance: 1, confidence: 0.4 }], 'pears');
    const found = await finder.search(place, 'apples pears', {}, 10);
    expect(found[0]?.signals).toMatchObject({ relevance: 1, importance: 1, confidence: expect.closeTo(0.4, 6) });
    expect(found[0]?.signals.recency).toBeGreaterThan(0.99);
    expect(found[0]?.score).toBeLessThan(1);
    expect(found[1]?.signals.relevance).toBeLessThan(1);
  });

  it('knows nothing of what has expired, in searches and in lists', async () => {
    const soon = new Date(Date.now() + 100).toISOString();
    const [gone] = await remember(['short lived tulip', { expiresAt: soon }], 'long lived tulip');
    while (Date.now() <= Date.parse(soon)) await new Promise((resolve) => setImmediate(resolve));
    expect(await search('tulip')).toEqual(['long lived tulip']);
    expect((await finder.newest(place, {}, 10)).memories.map(({ content }) => content)).toEqual(['long lived tulip']);
    expect(await store.find(place, 'id', [gone as string])).toEqual([undefined]);
  });

  it('lists newest first by the time they are of, page after page', async () => {
    const of = (minute: number) => ({ createdAt: `2026-03-01T00:0${minute}:00.000Z` });
    await remember(['c', of(3)], ['a', of(1)], ['b1', of(2)], ['b2', of(2)], ['d', of(4)]);
    const seen: string[] = [];
    for (let page = await finder.newest(place, {}, 2); ; page = await finder.newest(place, {}, 2, page.end)) {
      seen.push(...page.memories.map(({ content }) => content));
      if (page.end === undefined) break;
    }
    expect(seen.map((content) => content[0])).toEqual(['d', 'c', 'b', 'b', 'a']);
    expect(new Set(seen).size).toBe(5);
  });

  it('takes no more room for a network through which many memories have passed, and mixes none of them up', async () => {
    const mirrors = new Mirrors(index);
    const search = new MemorySearch(mirrors, index, store);
    const texts = (from: number, count: number) => Array.from({ length: count }, (_unused, at) => `parcel ${from + at} is on its way`);
    const kept = await remember(...texts(0, PAGE_SIZE + 1));
    await search.search(place, 'parcel', {}, 1);
    for (let round = 1; round <= 3; round += 1) {
      const passing = await remember(...texts(round * 10_000, PAGE_SIZE));
      await search.search(place, `parcel ${round * 10_000}`, {}, 1);
      await store.delete(place, passing);
    }
    const [old, successor] = [
      kept.at(-1) as string,
      ...(await remember(['carried by a drone', { supersedes: kept.at(-1) as string, createdAt: '2099-01-01T00:00:00.000Z' }])),
    ];
    const found = await search.search(place, `parcel ${PAGE_SIZE}`, {}, 2);
    expect(found.map(({ memory }) => memory.memoryId)).toEqual(expect.arrayContaining([old, successor]));
    expect((await search.newest(place, {}, 2)).memories[0]?.content).toBe('carried by a drone');
    expect([...(await search.matching(place, {}))]).toHaveLength(PAGE_SIZE + 2);
    const { columns } = await mirrors.of(place);
    expect(columns.size).toBeLessThanOrEqual(4 * PAGE_SIZE);
  });
});
