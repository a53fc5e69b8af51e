import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RedisClient } from '../../src/redis';
import { Mesh } from '../mesh';
import { connectedClient } from '../redis/clients';

/** Milliseconds for a machine that has much else to do: each test starts several processes. */
jest.setTimeout(90_000);

describe('reindexing', () => {
  let mesh: Mesh;
  let redis: RedisClient;
  let networkId: string;
  beforeAll(async () => {
    mesh = await Mesh.start({ MESH_ROLES: 'api,models,memory' });
    redis = await connectedClient(mesh.redis);
  });
  beforeEach(async () => {
    networkId = (await mesh.post('/networks', { name: 'n' })).body.network_id as string;
    const memories = Array.from({ length: 40 }, (_unused, at) => ({ content: `The ferry ${at} calls at quay ${at % 7}`, type: 'fact' }));
    expect((await mesh.post(`/networks/${networkId}/memories/batch`, { memories })).status).toBe(201);
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    await mesh.stop();
  });

  /** As `npm run reindex` runs it. */
  async function reindex(...args: string[]): Promise<{ code: number; output: string }> {
    const env = { PATH: process.env.PATH, REDIS_URL: mesh.redis.url };
    const child = spawn(process.execPath, ['dist/reindex.js', ...args], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, output };
  }

  const keysOf = (end: string) => redis.run((r) => r.keys(`mesh:{*:${networkId}}:mem:${end}`));
  const lose = async (end: string) => {
    const keys = await keysOf(end);
    await redis.run((r) => r.del(...keys));
  };
  const found = async () => (await mesh.get(`/networks/${networkId}/memories/search?query=ferry&limit=50`)).body.data.length as number;

  it('finds nothing wrong with what the service wrote', async () => {
    const { code, output } = await reindex('--check', '--network', networkId);
    expect(output).toContain('1 networks with 40 memories: nothing is wrong');
    expect(code).toBe(0);
  });

  it('only tells with --check; without it everything is found again, though all that finds it was lost', async () => {
    for (const end of ['terms:0', 'forward:0', 'ids', 'digests', 'versions', 'meta']) await lose(end);
    const checked = await reindex('--check');
    expect(checked.output).toContain('forward: 40');
    expect(checked.code).toBe(1);
    expect(await keysOf('meta')).toEqual([]);
    const rebuilt = await reindex();
    expect(rebuilt.output).toContain('0 faults are left');
    expect(rebuilt.code).toBe(0);
    expect(await found()).toBe(40);
    expect((await mesh.get(`/networks/${networkId}`)).body.memory_count).toBe(40);
    expect((await reindex('--check')).code).toBe(0);
  });

  it('is safe while others write', async () => {
    await lose('terms:0');
    let isDone = false;
    const rebuilding = reindex('--network', networkId).then((result) => {
      isDone = true;
      return result;
    });
    for (let at = 0; !isDone; at += 1)
      await mesh.post(`/networks/${networkId}/memories`, { content: `The tide ${at} turns`, type: 'fact' });
    expect((await rebuilding).code).toBe(0);
    expect(await found()).toBe(40);
    expect((await reindex('--check', '--network', networkId)).code).toBe(0);
  });

  it('says how it is used', async () => {
    const { code, output } = await reindex('--everything');
    expect([code, output]).toEqual([2, expect.stringContaining('usage: npm run reindex')]);
  });
});
