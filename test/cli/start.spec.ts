import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { RedisServer } from '../redis-server';
import { typed } from './typed';

const PROGRAM = join(__dirname, '../../dist/cli/main.js');
const DEADLINE_MS = 90_000;

describe('ai-mesh start', () => {
  it(
    'runs the service on what its options name, until it is interrupted',
    async () => {
      const redis = await RedisServer.start();
      const folder = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
      const words = ['start', '--port', '0', '--redis', redis.url, '--data-dir', folder];
      const child = spawn(process.execPath, [PROGRAM, ...words], { env: { ...process.env, LOG_LEVEL: 'info', MESH_LONG_TERM: 'off' } });
      const exited = once(child, 'exit');
      try {
        let url = '';
        for await (const line of createInterface({ input: child.stdout })) {
          url = /"url":"([^"]+)".*"msg":"ready"/.exec(line)?.[1] ?? '';
          if (url !== '') break;
        }
        expect(readFileSync(join(folder, 'admin.key'), 'utf8')).toMatch(/\w/);
        expect(await typed(['models', '--url', url], { MESH_DATA_DIR: folder })).toMatchObject({ code: 0 });
        child.stdout.resume();
        child.kill('SIGTERM');
        expect((await exited)[0]).toBe(0);
      } finally {
        child.kill('SIGTERM');
        await exited;
        await redis.remove();
        rmSync(folder, { recursive: true, force: true });
      }
    },
    DEADLINE_MS,
  );

  it('says so where its options make no sense', async () => {
    expect(await typed(['start', '--port', 'http'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--port must be a whole number'),
    });
  });
});
