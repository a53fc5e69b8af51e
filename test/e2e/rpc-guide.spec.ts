import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { declaredHandlers } from '../access/declared';
import { Mesh } from '../mesh';

const ROOT = join(__dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/rpc.md'), 'utf8');
const DEADLINE_MS = 30_000;

/** The first block of code of the guide in a language. */
const block = (language: string) => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(GUIDE)?.[1] ?? '';

function hasRedisPy(): boolean {
  try {
    execFileSync('python3', ['-c', 'import redis'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the guide to Redis messages', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  const run = async (program: string, args: string[]): Promise<string[]> => {
    const env = { ...process.env, REDIS_URL: mesh.redis.url, MESH_API_KEY: mesh.adminKey };
    const { stdout } = await promisify(execFile)(program, args, { cwd: ROOT, timeout: DEADLINE_MS, env });
    // Nest's client says when it is connected.
    return stdout
      .trim()
      .split('\n')
      .filter((line) => !line.includes('[Nest]'));
  };

  it('shows a client for Node that works', async () => {
    const [submitted, missing] = await run(process.execPath, ['--input-type=module', '-e', block('js')]);
    expect(submitted).toMatch(/^task_\w+ (queued|planning|running|completed)$/);
    expect(missing).toBe('404 task-not-found');
  });

  // Where Python has no client of Redis there is nothing to run it with.
  (hasRedisPy() ? it : it.skip)('shows a client for Python that works', async () => {
    const [memoryId, missing] = await run('python3', ['-c', block('python')]);
    expect(memoryId).toMatch(/^memory_\w+$/);
    expect(missing).toBe('404 network-not-found');
  });

  it('has a row for every message and its scope', () => {
    const rows = [...GUIDE.matchAll(/^\| `(mesh\.[\w.]+)` +\|[^|]*\| `([\w:]+)` +\|/gm)].map(([, name, scope]) => `${name} ${scope}`);
    const declared = declaredHandlers(mesh.app).messages.map(({ name, scope }) => `${name} ${scope}`);
    expect(rows.sort()).toEqual(declared.sort());
  });
});
