import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sql } from 'kysely';
import { Database } from '../../src/database';
import { LongTerm } from '../../src/memory';
import { NetworkSweep } from '../../src/memory/cleanup/network-sweep';
import { networkKey, RedisClient } from '../../src/redis';
import { eventually } from '../eventually';
import { Mesh } from '../mesh';
import { PostgresServer } from '../postgres-server';

const withServer = PostgresServer.isInstalled ? describe : describe.skip;

withServer('a database server that comes and goes', () => {
  let server: PostgresServer;
  let mesh: Mesh;
  let networkId: string;
  beforeAll(async () => {
    server = await PostgresServer.start();
    mesh = await Mesh.start({ MESH_LONG_TERM: 'on', DATABASE_URL: server.url });
    networkId = (await mesh.post('/networks', { name: 'harbour' })).body.network_id;
  });
  afterAll(async () => {
    await mesh?.stop();
    await server?.remove();
  });

  const decide = async (content: string): Promise<string> => {
    const { status, body } = await mesh.post(`/networks/${networkId}/memories`, { type: 'decision', content });
    expect(status).toBe(201);
    return body.memory_id;
  };
  const rowsIn = async (app: NestFastifyApplication): Promise<string[]> => {
    const find = app
      .get(Database)
      .run('test', (queries) =>
        sql<{ memory_id: string }>`select memory_id from mesh_memories where network_id = ${networkId}`.execute(queries),
      );
    const { rows } = await find.catch(() => ({ rows: [] }));
    return rows.map((row) => row.memory_id);
  };
  const isStored = (ids: string[], app = mesh.app) =>
    eventually(`${ids.length} rows`, async () => {
      const rows = await rowsIn(app);
      return ids.every((id) => rows.includes(id));
    });
  const database = async () => (await mesh.get('//health')).body.database as string;

  it('is written to again after it was away, and forgets what was deleted meanwhile', async () => {
    const [kept, deleted] = [await decide('Ships are painted in spring'), await decide('Ropes are bought in Riga')];
    await isStored([kept, deleted]);
    await server.down();
    const meanwhile: string[] = [];
    for (let n = 0; n < 30; n += 1) meanwhile.push(await decide(`Berth ${n} is given to vessel ${n * 17}`));
    const slowest = { ms: 0 };
    for (const id of [deleted, meanwhile.pop() as string]) {
      const startedAtMs = performance.now();
      expect((await mesh.call('DELETE', `/networks/${networkId}/memories/${id}`, undefined)).status).toBe(204);
      slowest.ms = Math.max(slowest.ms, performance.now() - startedAtMs);
    }
    expect(slowest.ms).toBeLessThan(1_500);
    await eventually('the outage is seen', async () => (await database()) === 'away');
    expect((await mesh.get('//health/ready')).status).toBe(200);
    expect((await mesh.get('/networks/network_0000000000000000')).status).toBe(404);
    await server.up();
    await isStored([kept, ...meanwhile]);
    await eventually('what was deleted is gone', async () => !(await rowsIn(mesh.app)).includes(deleted));
    expect((await rowsIn(mesh.app)).sort()).toEqual([kept, ...meanwhile].sort());
    expect(await database()).toBe('ok');
  });

  it('lets nobody sweep away a network that Redis has lost, but whoever deletes it', async () => {
    const redis = mesh.app.get(RedisClient);
    const sweep = mesh.app.get(NetworkSweep, { strict: false });
    const stored = await decide('The buoy is red');
    await isStored([stored]);
    const [key = ''] = await redis.run((r) => r.keys(`mesh:{*:${networkId}}:network`));
    const tenantId = /\{([^:]*):/.exec(key)?.[1] ?? '';
    const place = { tenantId, networkId };
    const keys = () => redis.run((r) => r.keys(`mesh:{${tenantId}:${networkId}}:mem:*`));
    await server.down();
    await redis.run((r) => r.del(networkKey(tenantId, networkId, 'network')));
    const owed = await redis.run((r) => r.sadd(networkKey(tenantId, networkId, 'mem', 'promotions'), stored));
    expect(owed).toBe(1);
    const before = (await keys()).sort();
    expect(await sweep.sweep(place, { memories: 500 }, new AbortController().signal)).toEqual({ state: 'out-of-reach' });
    expect((await keys()).sort()).toEqual(before);
    await server.up();
    await eventually('the network is back', async () => (await mesh.get(`/networks/${networkId}`)).status === 200);
    expect((await mesh.get(`/networks/${networkId}/memories/${stored}`)).status).toBe(200);

    const { network_id: other } = (await mesh.post('/networks', { name: 'dock' })).body as { network_id: string };
    await mesh.post(`/networks/${other}/memories`, { type: 'decision', content: 'The dock is closed' });
    await server.down();
    const erasing = mesh.app.get(LongTerm, { strict: false }).eraseNetwork({ tenantId, networkId: other });
    await expect(erasing).rejects.toMatchObject({ kind: 'unavailable' });
    await redis.run((r) => r.del(networkKey(tenantId, other, 'network')));
    const { state } = await sweep.sweep({ tenantId, networkId: other }, { memories: 500 }, new AbortController().signal);
    expect(['gone', 'more']).toContain(state);
    await server.up();
    await isStored([await decide('The buoy is green')]);
  });

  it('is written to by another replica when the one that did ends', async () => {
    const replica = await Mesh.join(mesh, { MESH_LONG_TERM: 'on', DATABASE_URL: server.url });
    const redis = mesh.app.get(RedisClient);
    const leader = () => redis.run((r) => r.get('mesh:{leader:promotions}'));
    try {
      const first = await eventually('somebody leads', async () => (await leader()) ?? undefined);
      await isStored([await decide('The crane is oiled on Mondays')]);
      // The one that leads is the first that was there: it stops as a process that ends does.
      await mesh.app.close();
      const url = await replica.getUrl();
      const response = await fetch(`${url}/api/mesh/networks/${networkId}/memories`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${mesh.adminKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ type: 'decision', content: 'The lighthouse is lit at dusk' }),
      });
      const { memory_id } = (await response.json()) as { memory_id: string };
      await isStored([memory_id], replica);
      const next = await replica.get(RedisClient).run((r) => r.get('mesh:{leader:promotions}'));
      expect(next).not.toBe(first);
    } finally {
      await replica.close();
    }
  });
});
