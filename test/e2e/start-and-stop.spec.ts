import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { freePort, RedisServer } from '../redis-server';

/** The built service in a process of its own, as `npm start` runs it. */
function launch(environment: NodeJS.ProcessEnv): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, ['dist/main.js'], { env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...environment } });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text };
}

async function exitOf(environment: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const { child, output } = launch(environment);
  const [code] = (await once(child, 'close')) as [number];
  return { code, output: output() };
}

interface Service {
  url: string;
  headers: Record<string, string>;
  output: () => string;
  /** Resolves when it has said more. */
  more: () => Promise<unknown>;
  post: (path: string, body: unknown) => Promise<Record<string, string>>;
  /** Tells it to stop; its exit code. */
  stop: () => Promise<number>;
}

/** Starts the service and waits until it serves. */
async function serve(environment: NodeJS.ProcessEnv & { MESH_DATA_DIR: string }): Promise<Service> {
  const port = await freePort();
  const { child, output } = launch({ ...environment, PORT: `${port}` });
  const more = () => once(child.stdout as Readable, 'data');
  while (!output().includes('"msg":"ready"')) await more();
  const url = `http://127.0.0.1:${port}`;
  const key = readFileSync(join(environment.MESH_DATA_DIR, 'admin.key'), 'utf8').trim();
  const headers = { 'X-API-Key': key, 'Content-Type': 'application/json' };
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${url}/api/mesh${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Record<string, string>;
  };
  const stop = async () => {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    return code;
  };
  return { url, headers, output, more, post, stop };
}

describe('starting and stopping', () => {
  let dataDir: string;
  beforeAll(() => (dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-'))));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('says in one line that there is no Redis, without its password, and exits 1', async () => {
    const port = await freePort();
    const { code, output } = await exitOf({ REDIS_URL: `redis://:hidden@127.0.0.1:${port}`, MESH_DATA_DIR: dataDir, LOG_LEVEL: 'error' });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toContain(`no Redis answers at redis://127.0.0.1:${port}`);
    expect(output).not.toContain('hidden');
  });

  it('names every faulty variable at once and none of their values', async () => {
    const faulty = { PORT: 'eighty', LOG_LEVEL: 'loud', REDIS_URL: 'http://secret', MESH_KEY_PEPPER: 'secret', MESH_ROLES: 'all,secret' };
    const { code, output } = await exitOf(faulty);
    expect(code).toBe(1);
    for (const name of Object.keys(faulty)) expect(output).toContain(name);
    expect(output).not.toContain('secret');
  });

  it('writes the admin key once, for its owner only, and ends with 0 when it is told to stop', async () => {
    const redis = await RedisServer.start();
    const path = join(dataDir, 'admin.key');
    const run = async (): Promise<string> => {
      const service = await serve({ REDIS_URL: redis.url, MESH_DATA_DIR: dataDir });
      const key = readFileSync(path, 'utf8').trim();
      expect((await fetch(`${service.url}/api/mesh/networks`, { headers: { 'X-API-Key': key } })).status).toBe(200);
      expect(service.output()).not.toContain(key);
      expect(await service.stop()).toBe(0);
      return key;
    };
    const first = await run();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await run()).toBe(first);
    await redis.remove();
  });

  it('ends with 0 although Redis is gone', async () => {
    const redis = await RedisServer.start();
    const service = await serve({ REDIS_URL: redis.url, MESH_DATA_DIR: dataDir });
    await redis.remove();
    while (!service.output().includes('redis connection lost')) await service.more();
    expect(await service.stop()).toBe(0);
  });

  // One agent needs no planning; several are planned by the model first.
  it.each([
    ['a step', [{ name: 'w', type: 'content' }]],
    ['a plan', undefined],
  ])('calls off %s whose model never answers, and the next process takes it up', async (_what, agents) => {
    const redis = await RedisServer.start();
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;
    const mesh = { REDIS_URL: redis.url, MESH_DATA_DIR: dataDir };

    const first = await serve({ ...mesh, OPENAI_API_KEY: 'k', OPENAI_BASE_URL: silentUrl, MESH_GRACE_SECONDS: '0' });
    const { network_id } = await first.post('/networks', { name: 'n', agents });
    const asked = once(silent, 'request');
    const { task_id } = await first.post(`/networks/${network_id}/tasks`, { task: 'Write a headline' });
    await asked;
    expect(await first.stop()).toBe(0);
    silent.closeAllConnections();
    silent.close();

    const second = await serve(mesh);
    const events = await fetch(`${second.url}/api/mesh/tasks/${task_id}/events`, { headers: second.headers });
    expect(await events.text()).toContain('event: task.completed');
    expect(await second.stop()).toBe(0);
    await redis.remove();
  });
});
