import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
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
      const port = await freePort();
      const { child, output } = launch({ REDIS_URL: redis.url, MESH_DATA_DIR: dataDir, PORT: `${port}` });
      while (!output().includes('"msg":"ready"')) await once(child.stdout as Readable, 'data');
      const key = readFileSync(path, 'utf8').trim();
      const answer = await fetch(`http://127.0.0.1:${port}/api/mesh/networks`, { headers: { 'X-API-Key': key } });
      expect(answer.status).toBe(200);
      expect(output()).not.toContain(key);
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number];
      expect(code).toBe(0);
      return key;
    };
    const first = await run();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await run()).toBe(first);
    await redis.remove();
  });
});
