import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MeshClient } from '../../src/client';
import { Mesh } from '../mesh';

const ROOT = join(__dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/client.md'), 'utf8');
const DEADLINE_MS = 120_000;
/** What a project has beside the client, to use it in Nest. */
const BESIDE = ['@nestjs', '@types', 'reflect-metadata', 'rxjs', 'undici-types'];
/** Node's module system, and the decorators of Nest; nothing of ours. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2022',
    module: 'NodeNext',
    strict: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    types: ['node'],
  },
  files: ['guide.mts'],
};

const run = promisify(execFile);

/** What is packed, unpacked into an otherwise empty project. */
async function packed(project: string): Promise<void> {
  const modules = join(project, 'node_modules');
  mkdirSync(modules);
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', project], { cwd: ROOT });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  execFileSync('tar', ['-xzf', filename], { cwd: project });
  cpSync(join(project, 'package'), join(modules, 'ai-mesh'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(modules, 'ai-mesh/node_modules'), 'junction');
  for (const name of BESIDE) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'junction');
}

describe('the guide to the client', () => {
  let mesh: Mesh;
  let project: string;
  beforeAll(async () => {
    mesh = await Mesh.start();
    project = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    await packed(project);
    const program = Array.from(GUIDE.matchAll(/```ts\n([^]*?)```/g), ([, code]) => code);
    writeFileSync(join(project, 'guide.mts'), program.join('\n'));
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  }, DEADLINE_MS);
  afterAll(async () => {
    await mesh.stop();
    rmSync(project, { recursive: true, force: true });
  });

  it(
    'compiles in an empty project with what is packed, and does what it says',
    async () => {
      await run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', project]);
      const env = { ...process.env, MESH_URL: mesh.url, MESH_API_KEY: mesh.adminKey, REDIS_URL: mesh.redis.url };
      const { stdout } = await run(process.execPath, ['guide.mjs'], { cwd: project, env });
      const lines = stdout.split('\n');
      expect(lines[0]).toMatch(/^completed \w/);
      expect(stdout).toMatch(/^task.completed $/m);
      expect(stdout).toMatch(/\(\S+, \d+ tokens\)$/m);
      expect(stdout).toMatch(/'analytics'/);
      expect(stdout).toMatch(/^422 validation-failed name$/m);
      expect(stdout).toMatch(/^ordered task_\w+$/m);
    },
    DEADLINE_MS,
  );

  it('has a row for every group of calls, with every call', () => {
    const client = new MeshClient({ url: 'http://127.0.0.1', apiKey: 'none' });
    const groups = Object.entries(client).filter(([name]) => name !== 'transport');
    const calls = groups.map(([name, group]) => {
      const own = Object.getOwnPropertyNames(Object.getPrototypeOf(group)).filter((call) => call !== 'constructor');
      return `${name}: ${own.sort().join()}`;
    });
    const rows = [...GUIDE.matchAll(/^\| `(\w+)` +\| (`\w+`.*?) *\|$/gm)].map(
      ([, name, cells = '']) => `${name}: ${cells.replaceAll(/[` ]/g, '').split(',').sort().join()}`,
    );
    expect(rows.sort()).toEqual(calls.sort());
  });
});
