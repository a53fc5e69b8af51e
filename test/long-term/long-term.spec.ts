import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sql } from 'kysely';
import { Database } from '../../src/database';
import { LongTerm, MemoryService } from '../../src/memory';
import type { Memory } from '../../src/memory/memory';
import { WorkingMemoryStore } from '../../src/memory/working-memory.store';
import { NetworksService } from '../../src/networks';
import { newIdIn, RedisClient } from '../../src/redis';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';
import { TEST_DATABASES, type TestDatabase } from './databases';

/** What PostgreSQL's own types could not hold. */
const NAUGHTY = [
  'a\u0000b nul',
  '\ud800 lone surrogate \udc00',
  '👩‍👩‍👧‍👦 family 𝔘𝔫𝔦',
  '\u202eright to left\u202c שלום',
  "\\u0000 \\x00 '; drop table",
];

describe.each(TEST_DATABASES)('the long-term memory in %s', (_name, prepare) => {
  let database: TestDatabase;
  let mesh: Mesh;
  let networkId: string;

  beforeAll(async () => {
    database = await prepare();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', ...database.environment });
  });
  beforeEach(async () => {
    networkId = (await mesh.post('/networks', { name: 'bakery', description: 'nul \u0000 inside' })).body.network_id;
  });
  afterAll(async () => {
    await mesh?.stop();
    await database?.remove();
  });

  const redis = () => mesh.app.get(RedisClient);
  const flush = () => redis().run((r) => r.flushall());
  const add = async (body: Record<string, unknown>): Promise<string> => {
    const { status, body: added } = await mesh.post(`/networks/${networkId}/memories`, body);
    expect(status).toBe(201);
    return added.memory_id;
  };
  const decide = (content: string, more: Record<string, unknown> = {}) => add({ type: 'decision', content, ...more });
  const search = async (query: string) =>
    (await mesh.get(`/networks/${networkId}/memories/search?query=${encodeURIComponent(query)}`)).body.data as any[];

  async function rows(id: string = networkId): Promise<string[]> {
    const { rows: found } = await mesh.app
      .get(Database)
      .run('test', (queries) => sql<{ memory_id: string }>`select memory_id from mesh_memories where network_id = ${id}`.execute(queries));
    return found.map((row) => row.memory_id);
  }
  const isStored = (...ids: string[]) =>
    eventually(`rows of ${ids.length} memories`, async () => {
      const stored = await rows();
      return ids.every((id) => stored.includes(id));
    });
  const agentsOf = async (id: string) =>
    ((await mesh.get(`/networks/${id}/agents`)).body.data as any[]).sort((a, b) => (a.agent_id < b.agent_id ? -1 : 1));
  const owesNothing = () =>
    eventually('nothing is owed', async () => (await redis().run((r) => r.zcard('mesh:{agenda:promotions}'))) === 0);

  it('gives back what matters after Redis has lost everything, and nothing else', async () => {
    const old = await decide('Deliveries leave at five in the morning', {
      importance: 0.9,
      metadata: { actor: 'Ada', nested: { a: [1] } },
    });
    const newer = await decide('Deliveries leave at six in the morning', { supersedes: old, confidence: 0.65 });
    const fact = { type: 'fact', content: 'The oven holds forty loaves at once' };
    const confirmed = await add(fact);
    await add(fact);
    const passing = await add({ type: 'context', content: 'It rains on the deliveries today' });
    await isStored(old, newer, confirmed);
    await owesNothing();
    const before = await Promise.all(
      [old, newer, confirmed].map(async (id) => (await mesh.get(`/networks/${networkId}/memories/${id}`)).body),
    );
    const network = (await mesh.get(`/networks/${networkId}`)).body;
    const agents = await agentsOf(networkId);

    await flush();
    expect((await search('When do deliveries leave?')).map((one) => one.memory_id).sort()).toEqual([old, newer].sort());
    const after = await Promise.all(
      [old, newer, confirmed].map(async (id) => (await mesh.get(`/networks/${networkId}/memories/${id}`)).body),
    );
    expect(after).toEqual(before);
    expect(after[0].superseded_by).toBe(newer);
    expect((await mesh.get(`/networks/${networkId}/memories/${passing}`)).status).toBe(404);
    expect((await mesh.get(`/networks/${networkId}`)).body).toEqual({ ...network, memory_count: 3 });
    expect(await agentsOf(networkId)).toEqual(agents);
    expect(await redis().run((r) => r.zcard('mesh:{agenda:promotions}'))).toBe(0);
    // Though nobody writes to it again: only what is swept is forgotten by policy.
    expect(await redis().run((r) => r.zrange('mesh:{agenda:sweeps}', 0, -1))).toEqual([expect.stringContaining(networkId)]);
  });

  it('lets hold again what only a session said otherwise, also once Redis has lost that', async () => {
    const old = await decide('The shop closes at six');
    const { session_id } = (await mesh.post(`/networks/${networkId}/sessions`, { user_id: 'ada' })).body;
    const said = async () => add({ type: 'decision', content: 'The shop closes at seven', session_id, supersedes: old });
    await said();
    await isStored(old);
    await mesh.call('DELETE', `/networks/${networkId}/sessions/${session_id as string}`, undefined);
    const holds = async () => (await mesh.get(`/networks/${networkId}/memories/${old}`)).body.valid_until as string | null;
    expect(await holds()).toBeNull();
    await owesNothing();
    const { rows: found } = await mesh.app
      .get(Database)
      .run('test', (queries) =>
        sql<{ valid_until: Date | null }>`select valid_until from mesh_memories where memory_id = ${old}`.execute(queries),
      );
    expect(found).toEqual([{ valid_until: null }]);

    const another = (await mesh.post(`/networks/${networkId}/sessions`, { user_id: 'ada' })).body.session_id as string;
    await add({ type: 'decision', content: 'The shop closes at eight', session_id: another, supersedes: old });
    expect(await holds()).not.toBeNull();
    await owesNothing();
    await flush();
    expect(await holds()).toBeNull();
  });

  it('passes over a memory that it cannot read, and keeps the others', async () => {
    const unreadable = await decide('The cellar floods in March');
    await isStored(unreadable);
    await owesNothing();
    const prefix = `mesh:{${await tenantOf(mesh.app, networkId)}:${networkId}}:mem:`;
    const number = await redis().run((r) => r.hget(`${prefix}ids`, unreadable));
    await redis().run((r) => r.hset(`${prefix}items:0`, String(number), Buffer.from([250, 1, 2])));
    await redis().run((r) => r.sadd(`${prefix}promotions`, unreadable));
    const readable = await decide('The cellar is dry in June');
    await isStored(readable);
    await owesNothing();
    expect(await redis().run((r) => r.exists(`${prefix}promotions`))).toBe(0);
    const path = `/networks/${networkId}/memories`;
    expect(await mesh.get(`${path}/${unreadable}`)).toMatchObject({ status: 500, body: { code: 'memory-undecodable' } });
    expect((await mesh.get(path)).body.data.map(({ memory_id }: { memory_id: string }) => memory_id)).toEqual([readable]);
    expect((await search('cellar')).map((one) => one.memory_id)).toEqual([readable]);
    expect((await mesh.get(`${path}/export`)).status).toBe(200);
  });

  it('waits as long after a failure though more is written meanwhile', async () => {
    const tenantId = await tenantOf(mesh.app, networkId);
    const member = `${tenantId} ${networkId}`;
    const dueAtMs = () => redis().run(async (r) => Number(await r.zscore('mesh:{agenda:promotions}', member)));
    const promotions = `mesh:{${tenantId}:${networkId}}:mem:promotions`;
    await redis().run((r) => r.set(promotions, 'no set'));
    const write = () => redis().run((r) => r.zadd('mesh:{agenda:promotions}', 'LT', Date.now(), member));
    await redis().run((r) => r.zadd('mesh:{agenda:promotions}', Date.now(), member));
    const putOffTo = await eventually('it has failed some times', async () => {
      const due = await dueAtMs();
      return due > Date.now() + 1_200 ? due : undefined;
    });
    await write();
    expect(await eventually('it is put off again', async () => ((await dueAtMs()) > Date.now() ? dueAtMs() : undefined))).toBe(putOffTo);
    await redis().run((r) => r.del(promotions));
    await owesNothing();
  });

  it('keeps every string as it was said', async () => {
    const ids = [];
    for (const content of NAUGHTY) ids.push(await decide(content, { metadata: { actor: content, [`key ${content}`]: content } }));
    await isStored(...ids);
    await flush();
    for (const [at, id] of ids.entries()) {
      const { content, metadata } = (await mesh.get(`/networks/${networkId}/memories/${id}`)).body;
      expect(content).toBe(NAUGHTY[at]);
      expect(metadata).toEqual({ actor: NAUGHTY[at], [`key ${NAUGHTY[at]}`]: NAUGHTY[at] });
    }
    expect((await mesh.get(`/networks/${networkId}`)).body.description).toBe('nul \u0000 inside');
  });

  it('lists restored networks, and follows what changes in one', async () => {
    await isStored(await decide('The mill is closed in August'));
    await owesNothing();
    await mesh.call('PATCH', `/networks/${networkId}`, { name: 'mill' });
    await eventually('the new name is stored', async () => {
      const { rows: found } = await mesh.app
        .get(Database)
        .run('test', (queries) =>
          sql<{ document: Uint8Array }>`select document from mesh_networks where network_id = ${networkId}`.execute(queries),
        );
      return Buffer.from(found[0]?.document ?? []).includes('"mill"');
    });
    await flush();
    const listed = (await mesh.get('/networks?limit=100')).body.data as any[];
    expect(listed.find((network) => network.network_id === networkId)).toMatchObject({ name: 'mill', memory_count: 1, agent_count: 5 });
  });

  it('finds a memory, changes it and deletes it though nobody asked for its network since Redis was lost', async () => {
    const [one, other] = [await decide('Rye is bought from Holm'), await decide('Wheat is bought from Lund')];
    await isStored(one, other);
    await flush();
    expect((await mesh.call('PATCH', `/networks/${networkId}/memories/${one}`, { confidence: 0.3 })).status).toBe(200);
    await flush();
    expect((await mesh.call('DELETE', `/networks/${networkId}/memories/${other}`, undefined)).status).toBe(204);
    expect(await rows()).toEqual([one]);
    await flush();
    expect((await mesh.get(`/networks/${networkId}/memories/${other}`)).status).toBe(404);
    expect((await mesh.get(`/networks/${networkId}/memories/${one}`)).status).toBe(200);
  });

  it('restores a network once, in order, however many ask at the same time', async () => {
    const memories = Array.from({ length: 120 }, (_unused, n) => ({
      type: 'decision',
      content: `Decision number ${n} about shelf ${n * 7}`,
    }));
    const { results } = (await mesh.post(`/networks/${networkId}/memories/batch`, { memories })).body;
    const ids = results.map((one: any) => one.memory_id) as string[];
    await isStored(...ids);
    const before = (await mesh.get(`/networks/${networkId}/memories?limit=100`)).body.data;
    await flush();
    const replica = await Mesh.join(mesh, { MESH_LONG_TERM: 'on', ...(database.environment.DATABASE_URL ? database.environment : {}) });
    try {
      const asked = await Promise.all(Array.from({ length: 20 }, () => mesh.get(`/networks/${networkId}`)));
      expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 200));
      expect(asked[0]?.body.memory_count).toBe(120);
      const there = await fetch(`${await replica.getUrl()}/api/mesh/networks/${networkId}`, {
        headers: { Authorization: `Bearer ${mesh.adminKey}` },
      });
      expect(there.status).toBe(200);
    } finally {
      await replica.close();
    }
    expect((await mesh.get(`/networks/${networkId}/memories?limit=100`)).body.data).toEqual(before);
  });

  it('leaves no row of what is deleted, also while it is being stored', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 40; n += 1) {
      const id = await decide(`Secret recipe ${n} with ${n * 13} grams`);
      ids.push(id);
      // Some before they are stored, some meanwhile, some afterwards.
      if (n % 3 !== 0) await new Promise((resolve) => setTimeout(resolve, (n % 8) * 10));
      expect((await mesh.call('DELETE', `/networks/${networkId}/memories/${id}`, undefined)).status).toBe(204);
    }
    await owesNothing();
    expect(await rows()).toEqual([]);
    await flush();
    expect((await search('secret recipe')) ?? []).toEqual([]);
  });

  it('leaves no name of a deleted memory in the rows of others', async () => {
    const old = await decide('The shop opens at eight');
    const newer = await decide('The shop opens at nine', { supersedes: old });
    await isStored(old, newer);
    await owesNothing();
    await mesh.call('DELETE', `/networks/${networkId}/memories/${newer}`, undefined);
    const { rows: found } = await mesh.app
      .get(Database)
      .run('test', (queries) =>
        sql<{ row: string }>`select m::text as row from mesh_memories m where network_id = ${networkId}`.execute(queries),
      );
    expect(found.map(({ row }) => row.includes(newer))).toEqual([false]);
  });

  it('tells nothing of one tenant to another', async () => {
    const networks = mesh.app.get(NetworksService);
    const mine = await tenantOf(mesh.app, networkId);
    await isStored(await decide('The safe is behind the flour'));
    await flush();
    await expect(networks.get('other', networkId)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(mesh.app.get(MemoryService).search('other', networkId, 'safe', {}, 10)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await networks.list('other', { limit: 10 })).toMatchObject({ data: [] });
    expect(await networks.get(mine, networkId)).toMatchObject({ name: 'bakery' });
  });

  it('asks the database once for what is not there, however often it is asked for', async () => {
    const missing = 'network_0000000000000000';
    const asked = async () => {
      const text = (await mesh.get('//metrics')).body as string;
      return Number(/ai_mesh_database_seconds_count\{operation="find-network"\} (\d+)/.exec(text)?.[1] ?? 0);
    };
    const before = await asked();
    for (let n = 0; n < 5; n += 1) expect((await mesh.get(`/networks/${missing}`)).status).toBe(404);
    expect(await asked()).toBe(before + 1);
  });

  it('stores and forgets what another replica was told, whether that has the database or not', async () => {
    await isStored(await decide('The bell rings at noon'));
    const replica = await Mesh.join(mesh, { MESH_LONG_TERM: 'on', ...database.environment });
    try {
      const url = `${await replica.getUrl()}/api/mesh/networks/${networkId}/memories`;
      const headers = { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ type: 'decision', content: 'The gate is shut at ten' });
      const { memory_id } = (await (await fetch(url, { method: 'POST', headers, body })).json()) as { memory_id: string };
      await isStored(memory_id);
      expect((await fetch(`${url}/${memory_id}`, { method: 'DELETE', headers: { Authorization: headers.Authorization } })).status).toBe(
        204,
      );
      await eventually('the row is gone', async () => !(await rows()).includes(memory_id));
    } finally {
      await replica.close();
    }
  });

  it('brings up what was written but not noted, as by a process that was killed in between', async () => {
    const place = { tenantId: await tenantOf(mesh.app, networkId), networkId };
    const memory: Memory = {
      memoryId: newIdIn('memory', networkId),
      networkId,
      type: 'decision',
      content: 'The roof is mended in May',
      confidence: 0.8,
      importance: 0.9,
      metadata: {},
      trust: 'untrusted',
      retention: 'long-term',
      provenance: { source: 'api' },
      createdAt: new Date().toISOString(),
    };
    await mesh.app.get(WorkingMemoryStore).add(place, [memory]);
    await mesh.app.get(LongTerm).noteIfOwing(place);
    await isStored(memory.memoryId);
  });

  it('erases all rows of a network, which does not come back', async () => {
    const place = { tenantId: await tenantOf(mesh.app, networkId), networkId };
    await isStored(await decide('The cellar floods in March'));
    await mesh.app.get(LongTerm).eraseNetwork(place);
    expect(await rows()).toEqual([]);
    const memory = { type: 'decision', content: 'Written while it is being erased' };
    expect((await mesh.post(`/networks/${networkId}/memories`, memory)).status).toBe(404);
    await owesNothing();
    expect(await rows()).toEqual([]);
  });
});

/** The tenant that a network belongs to. */
async function tenantOf(app: NestFastifyApplication, networkId: string): Promise<string> {
  const [key] = await app.get(RedisClient).run((r) => r.keys(`*:${networkId}}:network`));
  return /\{([^:]*):/.exec(key ?? '')?.[1] ?? '';
}
