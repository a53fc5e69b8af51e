import { sql } from 'kysely';
import { Database } from '../../src/database';
import { LongTermPolicy, MemoryService } from '../../src/memory';
import { LongTerm } from '../../src/memory/long-term';
import { Sweeps } from '../../src/memory/cleanup/sweeps';
import type { NewMemory } from '../../src/memory/memory';
import { NetworksService } from '../../src/networks';
import { networkKey, RedisClient } from '../../src/redis';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';
import { TEST_DATABASES, type TestDatabase } from './databases';

const DAY_MS = 86_400_000;
const always = new AbortController().signal;

describe.each(TEST_DATABASES)('what is forgotten of the long-term memory in %s', (_name, prepare) => {
  let database: TestDatabase;
  let mesh: Mesh;
  let place: { tenantId: string; networkId: string };
  beforeAll(async () => {
    database = await prepare();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', MESH_LONG_TERM_DAYS: '100', MESH_LONG_TERM_MAX: '5', ...database.environment });
  });
  beforeEach(async () => {
    const { network_id } = (await mesh.post('/networks', { name: 'archive' })).body;
    const [key] = await mesh.app.get(RedisClient).run((r) => r.keys(`*:${network_id}}:network`));
    place = { tenantId: /\{([^:]*):/.exec(key ?? '')?.[1] ?? '', networkId: network_id };
  });
  afterAll(async () => {
    await mesh?.stop();
    await database?.remove();
  });

  async function decide(content: string, ageDays: number, more: Partial<NewMemory> = {}): Promise<string> {
    const memory: NewMemory = { type: 'decision', content, trust: 'untrusted', provenance: { source: 'import' }, ...more };
    const createdAtMs = Date.now() - ageDays * DAY_MS;
    return (await mesh.app.get(MemoryService).add(place.tenantId, place.networkId, { ...memory, createdAtMs })).memoryId;
  }
  async function rows(): Promise<string[]> {
    const find = sql<{ memory_id: string }>`select memory_id from mesh_memories where network_id = ${place.networkId} order by 1`;
    return (await mesh.app.get(Database).run('test', (queries) => find.execute(queries))).rows.map((row) => row.memory_id);
  }
  const areStored = (count: number) => eventually('rows', async () => (await rows()).length === count);
  async function left(): Promise<string[]> {
    const { data } = await mesh.app.get(MemoryService).list(place.tenantId, place.networkId, {}, { limit: 100 });
    return data.map(({ memoryId }) => memoryId).sort();
  }

  it('is what is too old, and what was superseded a month ago', async () => {
    const old = await decide('Bread is baked in the old house', 101);
    const young = await decide('Bread is baked in the new house', 99);
    const replacedLongAgo = await decide('Salt comes from the north', 60);
    const replacing = await decide('Salt comes from the south', 31, { supersedes: replacedLongAgo });
    const replacedLately = await decide('Honey comes from the west', 98);
    const newest = await decide('Honey comes from the east', 3, { supersedes: replacedLately });
    await areStored(6);
    await eventually('the links are stored', async () => {
      const find = sql`select 1 from mesh_memories where network_id = ${place.networkId} and valid_until is not null`;
      return (await mesh.app.get(Database).run('test', (queries) => find.execute(queries))).rows.length === 2;
    });
    expect(await mesh.app.get(LongTermPolicy).enforce(place, always)).toBe(2);
    const kept = [young, replacing, replacedLately, newest].sort();
    expect([await rows(), await left()]).toEqual([kept, kept]);
    expect(await left()).not.toContain(old);
    expect(await mesh.app.get(LongTermPolicy).enforce(place, always)).toBe(0);
  });

  it('is the least important of what is too much, the oldest first', async () => {
    const important = await decide('Fire exits stay clear', 50, { importance: 0.9 });
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) ids.push(await decide(`Shelf ${n} holds ${n * 11} jars`, 40 - n, { importance: 0.8 }));
    await areStored(8);
    expect(await mesh.app.get(LongTermPolicy).enforce(place, always)).toBe(3);
    const kept = [important, ...ids.slice(3)].sort();
    expect([await rows(), await left()]).toEqual([kept, kept]);
  });

  it('is gone from both places, though who began to forget it died before anything was deleted', async () => {
    const id = await decide('The bell rings at ten', 3);
    await areStored(1);
    await mesh.app.get(RedisClient).run((r) => r.sadd(networkKey(place.tenantId, place.networkId, 'mem', 'forgets'), id));
    mesh.app.get(LongTerm).note(place);
    await areStored(0);
    expect(await left()).toEqual([]);
  });

  it('is looked for once a day, but again at the next sweep while that was broken off', async () => {
    const chore = mesh.app.get(Sweeps, { strict: false }).chores.find(({ name }) => name === 'forgotten');
    await decide('The ferry leaves at dawn', 120);
    await areStored(1);
    expect(await chore?.sweep(place, AbortSignal.abort())).toBe(0);
    expect(await chore?.sweep(place, always)).toBe(1);
    await decide('The ferry leaves at noon', 120);
    await areStored(1);
    expect(await chore?.sweep(place, always)).toBe(0);
  });

  it('is also what Redis has lost and nobody asked for since', async () => {
    await decide('The well is dug in the yard', 120);
    await areStored(1);
    await mesh.app.get(RedisClient).run((r) => r.flushall());
    expect(await mesh.app.get(LongTermPolicy).enforce(place, always)).toBe(1);
    expect(await rows()).toEqual([]);
    expect((await mesh.app.get(NetworksService).get(place.tenantId, place.networkId)).name).toBe('archive');
    expect(await left()).toEqual([]);
  });
});
