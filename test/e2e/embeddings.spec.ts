import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { meshKey, networkKey, RedisClient } from '../../src/redis';
import { EmbeddingServer } from '../contract/embedding-server';
import { hang, json, type Behaviour } from '../contract/model-server';
import { Mesh, type Answer } from '../mesh';

const MODEL = 'openai/text-embedding-3-small';
const CAR = 'She bought a red car in Lyon';
const BREAD = 'Bread rises slowly overnight';
const DEADLINE_MS = 300;

describe('a mesh with embeddings', () => {
  const server = new EmbeddingServer();
  let folder: string;
  let environment: Record<string, string>;
  let mesh: Mesh;
  let networkId: string;

  beforeAll(async () => {
    const url = `${await server.start()}/v1`;
    folder = mkdtempSync(join(tmpdir(), 'ai-mesh-prices-'));
    const prices = join(folder, 'prices.json');
    writeFileSync(prices, JSON.stringify({ [MODEL]: { input_usd_per_million: 1_000, output_usd_per_million: 0 } }));
    environment = {
      MESH_EMBEDDINGS: MODEL,
      OPENAI_API_KEY: 'sk-1',
      OPENAI_BASE_URL: url,
      MESH_PRICES_FILE: prices,
      MESH_LONG_TERM: 'off',
    };
    mesh = await Mesh.start(environment);
  });
  afterAll(async () => {
    await mesh.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    server.fault = server.refused = undefined;
    server.received.length = 0;
    networkId = (await mesh.post('/networks', { name: 'garage' })).body.network_id as string;
  });

  const add = async (content: string, more: Record<string, unknown> = {}): Promise<string> => {
    const { status, body } = await mesh.post(`/networks/${networkId}/memories`, { type: 'fact', content, ...more });
    expect(status).toBe(201);
    return body.memory_id as string;
  };
  const search = (query: string, at = mesh.url): Promise<Answer['body']> =>
    fetch(`${at}/api/mesh/networks/${networkId}/memories/search?explain=true&limit=10&query=${encodeURIComponent(query)}`, {
      headers: { Authorization: `Bearer ${mesh.adminKey}` },
    }).then(async (response) => ((await response.json()) as { data: unknown }).data);
  const ids = (found: { memory_id: string }[]): string[] => found.map(({ memory_id }) => memory_id);
  const redis = (): RedisClient => mesh.app.get(RedisClient);
  const key = (name: string): string => networkKey(tenantId(), networkId, 'mem', name);
  let tenant: string | undefined;
  const tenantId = (): string => tenant ?? 'unknown';

  /** Resolves when `count` memories of the network have vectors, and none is left without. */
  async function embedded(count: number): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      const keys = await redis().run((r) => r.keys(`*${networkId}}:mem:vectors:*`));
      tenant ??= keys[0]?.split('{')[1]?.split(':')[0];
      const lengths = await Promise.all(keys.map((name) => redis().run((r) => r.hlen(name))));
      const left = await redis().run((r) => r.scard(key('unembedded')));
      if (lengths.reduce((sum, length) => sum + length, 0) === count && left === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`the vectors of ${count} memories did not come`);
  }

  it('finds by meaning what no word of the query finds, and says how near it is', async () => {
    const car = await add(CAR);
    await add(BREAD);
    expect(ids(await search('automobile'))).toEqual([]);
    await embedded(2);
    const [first] = await search('automobile');
    expect(first).toMatchObject({ memory_id: car, signals: { semantic: 1, relevance: 1 } });
  });

  it('gives every key an end', async () => {
    await add(CAR);
    await embedded(1);
    server.fault = hang;
    await add(BREAD);
    const keys = await redis().run((r) => r.keys(`*${networkId}}:mem:*`));
    expect(keys).toEqual(expect.arrayContaining([key('vectors:0'), key('unembedded')]));
    expect(await Promise.all(keys.map((name) => redis().run((r) => r.pttl(name))))).not.toContain(-1);
  });

  it('ranks by words and meaning together', async () => {
    const car = await add('The car is parked');
    const vehicle = await add('A vehicle of the garage');
    await embedded(2);
    expect(ids(await search('car'))).toEqual([car, vehicle]);
  });

  it('does not find by meaning what the filter excludes', async () => {
    await add(CAR, { confidence: 0.2 });
    await embedded(1);
    const path = `/networks/${networkId}/memories/search?query=automobile&min_confidence=0.5`;
    expect((await mesh.get(path)).body.data).toEqual([]);
  });

  it('forgets the vector of what is deleted', async () => {
    const car = await add(CAR);
    await add(BREAD);
    await embedded(2);
    await search('automobile');
    expect((await mesh.call('DELETE', `/networks/${networkId}/memories/${car}`, undefined)).status).toBe(204);
    await embedded(1);
    expect(ids(await search('automobile'))).not.toContain(car);
    await mesh.call('DELETE', `/networks/${networkId}/memories/${(await search('bread'))[0].memory_id}`, undefined);
    expect(await redis().run((r) => r.keys(`*${networkId}}:mem:*`))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/vectors|unembedded/)]),
    );
  });

  it('drops the vector of a text with the text, and makes that of the new one', async () => {
    const memory = await add(CAR);
    await embedded(1);
    server.fault = hang;
    const path = `/networks/${networkId}/memories/${memory}`;
    expect((await mesh.call('PATCH', path, { content: 'The physician is on leave' })).status).toBe(200);
    expect(await redis().run((r) => r.exists(key('vectors:0')))).toBe(0);
    expect(ids(await search('automobile'))).toEqual([]);
    server.fault = undefined;
    await mesh.call('PATCH', path, { content: 'The physician is on holiday' });
  });

  it('keeps the vector of a text when something else changes', async () => {
    const memory = await add(CAR);
    await embedded(1);
    const sent = server.texts.length;
    await mesh.call('PATCH', `/networks/${networkId}/memories/${memory}`, { importance: 0.9 });
    expect(ids(await search('automobile'))).toEqual([memory]);
    expect(server.texts.slice(sent)).not.toContain(CAR);
  });

  it.each<[string, Behaviour]>([
    ['is rate-limited', json(429, {}, { 'retry-after': '1' })],
    ['fails', json(500, {})],
    ['hangs', hang],
  ])('answers by words, in time, while the provider %s', async (_, fault) => {
    const car = await add(CAR);
    await embedded(1);
    server.fault = fault;
    const query = `who bought it, asked number ${Math.random()}`;
    const begun = performance.now();
    const [first] = await search(query);
    expect(performance.now() - begun).toBeLessThan(DEADLINE_MS + 1_000);
    expect(first.memory_id).toBe(car);
    expect(first.signals).not.toHaveProperty('semantic');
  });

  it('asks once for the vector of the same query', async () => {
    await add(CAR);
    await embedded(1);
    const query = `which automobile ${Math.random()}`;
    await Promise.all([search(query), search(query), search(query)]);
    await search(query);
    expect(server.texts.filter((text) => text === query)).toHaveLength(1);
  });

  it('never lets a write wait, and makes the vector once the provider is back', async () => {
    server.fault = json(503, {});
    const sent = server.arrival();
    const begun = performance.now();
    const car = await add(CAR);
    expect(performance.now() - begun).toBeLessThan(500);
    await sent;
    server.fault = undefined;
    await embedded(1);
    expect(ids(await search('automobile'))).toEqual([car]);
  });

  it('waits as long after a failure though more is written meanwhile', async () => {
    const agenda = meshKey('agenda:embeddings');
    const member = () => `${tenantId()} ${networkId}`;
    const isPutOff = async (): Promise<void> => {
      while (Number(await redis().run((r) => r.zscore(agenda, member()))) <= Date.now()) await new Promise(setImmediate);
    };
    await add(CAR);
    await embedded(1);
    server.fault = json(401, {});
    await add(BREAD);
    await isPutOff();
    const sent = server.received.length;
    await redis().run((r) => r.zadd(agenda, 'LT', Date.now(), member())); // as a write does
    await isPutOff();
    expect(server.received).toHaveLength(sent);
    server.fault = undefined;
    await embedded(2);
  });

  it('passes over a memory that cannot be read, and embeds the others', async () => {
    const car = await add(CAR);
    await embedded(1);
    const prefix = networkKey(tenantId(), networkId, 'mem', '');
    const number = String(await redis().run((r) => r.hget(`${prefix}ids`, car)));
    await redis().run((r) => r.hset(`${prefix}items:0`, number, Buffer.from([250, 1, 2])));
    await redis().run((r) => r.sadd(`${prefix}unembedded`, number));
    await add(BREAD);
    await embedded(2);
    expect(await redis().run((r) => r.exists(`${prefix}unembedded`))).toBe(0);
  });

  it('passes over a text that the model refuses, and embeds the others', async () => {
    server.refused = 'forbidden';
    await Promise.all([add(CAR), add('A forbidden word stands here'), add(BREAD)]);
    await embedded(3);
    expect((await search('automobile'))[0].content).toBe(CAR);
    expect((await search('forbidden'))[0].content).toBe('A forbidden word stands here');
  });

  it('shows another replica at once what has a vector', async () => {
    const replica = await Mesh.join(mesh, environment);
    try {
      const car = await add(CAR);
      await embedded(1);
      expect(ids(await search('automobile', await replica.getUrl()))).toEqual([car]);
      const doctor = await add('The medic is at home');
      await embedded(2);
      expect(ids(await search('physician', await replica.getUrl()))[0]).toBe(doctor);
    } finally {
      await replica.close();
    }
  });

  it('counts what it sends in the ledger and the budgets, which do not keep it from being sent', async () => {
    await mesh.call('PUT', `/budgets/network/${networkId}`, { limit_usd: '0.000001', period: 'total', on_exceeded: 'reject' });
    await add(CAR);
    await embedded(1);
    const row = await until(async () => {
      const { body } = await mesh.get('/stats/cost?group_by=network');
      return (body.data as { network: string }[]).find(({ network }) => network === networkId);
    });
    // Seven words, a token each, at the thousand dollars a million that the operator's file says.
    expect(row).toMatchObject({ cost_usd: '0.007000' });
    expect((await mesh.get(`/budgets/network/${networkId}`)).body).toMatchObject({ spent_usd: '0.007000' });
    expect(ids(await search('automobile'))).toHaveLength(1);
  });

  it('counts requests and searches', async () => {
    const metrics = String((await mesh.get('//metrics')).body);
    expect(metrics).toMatch(/ai_mesh_embedding_requests_total\{model="text-embedding-3-small",outcome="answered"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/ai_mesh_embedding_processing_seconds_count\{model="text-embedding-3-small"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/ai_mesh_vector_search_seconds_count[^ ]* [1-9]/);
  });

  describe('joined by a replica of other settings', () => {
    let other: NestFastifyApplication;
    afterEach(() => other.close());

    it('has what was written without embeddings embedded when it is searched', async () => {
      other = await Mesh.join(mesh, { MESH_LONG_TERM: 'off' });
      const without = `${await other.getUrl()}/api/mesh/networks/${networkId}/memories`;
      const headers = { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' };
      await fetch(without, { method: 'POST', headers, body: JSON.stringify({ type: 'fact', content: CAR }) });
      expect(await redis().run((r) => r.keys(`*${networkId}}:mem:*`))).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/vectors|unembedded/)]),
      );
      expect(ids(await search('automobile'))).toEqual([]);
      await embedded(1);
      expect((await search('automobile'))[0].content).toBe(CAR);
      expect(await search('automobile', await other.getUrl())).toEqual([]);
    });
  });

  describe('whose model changes', () => {
    let usual: Mesh;
    let replica: NestFastifyApplication;
    beforeAll(async () => {
      usual = mesh;
      mesh = await Mesh.start({ MESH_LONG_TERM: 'off' });
    });
    afterAll(async () => {
      await replica.close();
      await mesh.stop();
      mesh = usual;
    });

    async function addThere(content: string): Promise<void> {
      const headers = { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ type: 'fact', content });
      await fetch(`${await replica.getUrl()}/api/mesh/networks/${networkId}/memories`, { method: 'POST', headers, body });
      await embedded(1);
    }

    it('embeds anew what the other one has embedded, and never compares the two', async () => {
      replica = await Mesh.join(mesh, environment);
      await addThere(CAR);
      await replica.close();
      replica = await Mesh.join(mesh, { ...environment, MESH_EMBEDDINGS: 'openai/text-embedding-3-large' });
      const url = await replica.getUrl();
      expect(ids(await search('automobile', url))).toEqual([]);
      await until(async () => ((await search('automobile', url)).length === 1 ? true : undefined));
      const sent = server.received.filter(({ texts }) => texts.includes(CAR));
      expect(sent.map(({ body: { model } }) => model)).toEqual(['text-embedding-3-small', 'text-embedding-3-large']);
    });

    it('lets no search wait for a model that fails again and again', async () => {
      await addThere(CAR);
      const url = await replica.getUrl();
      server.fault = json(500, {});
      await until(async () => {
        const begun = performance.now();
        await search(`a car, asked number ${Math.random()}`, url);
        return performance.now() - begun < DEADLINE_MS / 2 ? true : undefined;
      });
      const asked = server.received.length;
      const [{ memory_id, signals }] = await search('a red car', url);
      expect([memory_id, signals.semantic, server.received.length]).toEqual([expect.any(String), undefined, asked]);
    });
  });
});

/** What `look` finds, as soon as it finds something. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come');
}
