import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { indexing } from '../../src/memory/index/indexed-text';
import { atOnce } from '../../src/memory/text/steps';
import { Database } from '../../src/database';
import type { RedisClient } from '../../src/redis';
import { allOfDatabase } from '../all-of-database';
import { allOfRedis, tracesIn, type StoreDump } from '../all-of-redis';
import { folderWithDatabase } from '../embedded-database';
import { eventually } from '../eventually';
import { Mesh, type Answer } from '../mesh';
import { connectedClient } from '../redis/clients';

/** Words that stand nowhere else, none a form of another. */
const CONTENT = ['Xylquorv', 'brenzathul', 'klimpwexa'];
const CHANGED = 'Dropfizzen';
const ACTOR = 'Wojfrazimir';
const CAPTION = 'Gluntharbo';
const NOTE = 'Pemberquist';
const LONG = Array.from({ length: 400 }, (_unused, at) => `${CONTENT[at % 3]} vantrolik${at}`).join(' ');

describe('a memory that was deleted', () => {
  let mesh: Mesh;
  let replica: NestFastifyApplication;
  let redis: RedisClient;
  let stores: Record<string, StoreDump>;
  let path: string;
  let folder: string;
  beforeAll(async () => {
    folder = await folderWithDatabase();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', MESH_DATA_DIR: folder, MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-test' });
    replica = await Mesh.join(mesh, { MESH_LONG_TERM: 'on', MESH_DATA_DIR: folder, MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-test' });
    redis = await connectedClient(mesh.redis);
    stores = { redis: allOfRedis(redis), database: allOfDatabase(mesh.app.get(Database)) };
  });
  beforeEach(async () => {
    path = `/networks/${(await mesh.post('/networks', { name: 'n' })).body.network_id as string}/memories`;
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await replica.close();
    await mesh.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const onReplica = async (query: string): Promise<Answer['body']> => {
    const headers = { Authorization: `Bearer ${mesh.adminKey}` };
    return (await fetch(`${await replica.getUrl()}/api/mesh${path}/search?query=${query}`, { headers })).json();
  };

  /** The ids that a search finds on both replicas. */
  async function found(query: string): Promise<string[]> {
    const [here, there] = await Promise.all([mesh.get(`${path}/search?query=${query}`), onReplica(query)]);
    const idsOf = (body: Answer['body']) => (body.data as { memory_id: string }[]).map(({ memory_id }) => memory_id);
    expect(idsOf(there)).toEqual(idsOf(here.body));
    return idsOf(here.body);
  }

  const add = async (body: object, headers = {}): Promise<string> =>
    (await mesh.post(path, { type: 'fact', ...body }, headers)).body.memory_id as string;

  /** Memories that all kinds of writing leave behind, searched on both replicas. */
  async function secrets(): Promise<string[]> {
    const metadata = { actor: ACTOR, caption: CAPTION, note: NOTE };
    const first = await add({ content: `${CONTENT.join(' ')} was told to nobody but him, seven times on the quay`, metadata });
    const near = await add({ content: `${CONTENT.join(' ')} was told to nobody but him seven times on the quay`, importance: 0.9 });
    const newer = await add({ content: `Now ${CONTENT[0]} knows the opposite`, supersedes: first, ttl_seconds: 600 });
    const long = await add({ content: LONG, importance: 0.95 });
    const memories = [0, 1, 2].map((at) => ({ content: `${CONTENT[at]} in a batch, ${at}`, type: 'decision', metadata }));
    const batch = (await mesh.post(`${path}/batch`, { memories })).body.results as { memory_id: string }[];
    const patched = await add({ content: `${CONTENT[1]} before it was changed` });
    await mesh.call('PATCH', `${path}/${patched}`, {
      content: `${CHANGED} and ${CONTENT[2]}`,
      metadata: { actor: `${ACTOR} the second` },
      importance: 0.8,
    });
    expect((await mesh.post(path, { content: CONTENT[0], type: 'fact' })).body.deduplicated).toBe(false);
    const again = await mesh.post(path, { content: CONTENT[0], type: 'fact' });
    expect(again.body.deduplicated).toBe(true);
    return [first, near, newer, long, patched, again.body.memory_id as string, ...batch.map(({ memory_id }) => memory_id)];
  }

  it('stands nowhere in Redis and in the database and is found on no replica, however it was written', async () => {
    const stays = await add({ content: 'The pier is painted every spring' });
    const ids = [...new Set(await secrets())];
    const sessions = path.replace(/memories$/, 'sessions');
    const session_id = (await mesh.post(sessions, { user_id: 'u' })).body.session_id as string;
    ids.push(await add({ content: `${CONTENT[2]} said in a session`, session_id }));
    expect((await found(CONTENT[0] as string)).length).toBeGreaterThan(2);
    const words = [...CONTENT, CHANGED, ACTOR, CAPTION, 'vantrolik'];
    const terms = words.flatMap((word) => atOnce(indexing({ type: 'fact', content: word, metadata: {} })).terms);
    const digest = atOnce(indexing({ type: 'fact', content: CONTENT[0] as string, metadata: {} })).digest;
    const traces = [...ids, ...words, ...terms, NOTE, digest, session_id, ...words.map((word) => word.toLowerCase())];
    // The scan does see what is there, in the database too.
    await eventually(
      'rows of what is kept for long',
      async () => (await tracesIn({ database: stores.database as StoreDump }, CONTENT)).length === 3,
    );
    const before = (await tracesIn(stores, traces)).map((trace) => trace.split(': ').at(-1));
    expect(before).toEqual(expect.arrayContaining([...ids, ...CONTENT, CHANGED, NOTE, digest, ...terms]));

    for (const id of ids) expect((await mesh.call('DELETE', `${path}/${id}`, undefined)).status).toBe(204);
    expect((await mesh.call('DELETE', `${sessions}/${session_id}`, undefined)).status).toBe(204);
    for (const query of words) expect(await found(query)).toEqual([]);
    expect(await found('pier')).toEqual([stays]);
    for (const id of ids) expect((await mesh.get(`${path}/${id}`)).status).toBe(404);
    expect((await mesh.get(path)).body.data).toHaveLength(1);
    expect(await tracesIn(stores, traces)).toEqual([]);
  });

  it('leaves of a request with an Idempotency-Key the answer alone, which holds its id and nothing that it says', async () => {
    const body = { content: `${CONTENT[0]} once and only once`, metadata: { actor: ACTOR, note: NOTE } };
    const id = await add(body, { 'Idempotency-Key': 'only-once' });
    await mesh.call('DELETE', `${path}/${id}`, undefined);
    const said = [...CONTENT, ACTOR, NOTE, createHash('sha256').update(body.content).digest('hex')];
    expect(await tracesIn(stores, [...said, ...said.map((word) => word.toLowerCase())])).toEqual([]);
    const left = await tracesIn(stores, [id]);
    expect(left).toEqual([expect.stringMatching(/:idempotency:/)]);
    const key = /^redis (.*): memory_/.exec(left[0] ?? '')?.[1] ?? '';
    expect(await redis.run((r) => r.ttl(key))).toBeLessThanOrEqual(86_400);
  });
});
