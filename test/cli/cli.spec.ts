import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Mesh } from '../mesh';
import { typed } from './typed';

describe('the command line', () => {
  let mesh: Mesh;
  let folder: string;
  let here: NodeJS.ProcessEnv;
  beforeAll(async () => {
    mesh = await Mesh.start();
    folder = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    here = { MESH_URL: mesh.url, MESH_API_KEY: mesh.adminKey, REDIS_URL: mesh.redis.url, MESH_DATA_DIR: folder };
    writeFileSync(join(folder, 'visits.csv'), 'city,visits\nBern,3\nRome,5\nOslo,4\n');
  });
  afterAll(async () => {
    await mesh.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs a task over a file, tells what happens, and prints the result', async () => {
    const words = ['run', 'Summarise the visits', '--data', join(folder, 'visits.csv'), '--follow', '--priority', '9'];
    const { code, out, err } = await typed(words, here);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^uploaded visits.csv: 3 rows, dataset_\w+\nsubmitted task_/) });
    expect(err).toMatch(/^\d\d:\d\d:\d\d task.planned/m);
    expect(err).toMatch(/^\d\d:\d\d:\d\d task.completed/m);
    expect(out).toMatch(/task_\w+ completed, \$?[\d.]+.*\(network network_\w+\)\n$/);
  });

  it('prints a task as JSON, in the same network, and nothing else', async () => {
    const [first, second] = [
      await typed(['run', 'Write a slogan', '--json'], here),
      await typed(['run', 'Write one', '--follow', '--json'], here),
    ];
    expect([first.err, second.err]).toEqual(['', '']);
    const [receipt, task] = [JSON.parse(first.out), JSON.parse(second.out)];
    expect(task).toMatchObject({ status: 'completed', network_id: receipt.network_id });
    expect((await typed(['run', 'Write a slogan'], here)).out).toMatch(/^task_\w+\n$/);
  });

  it('makes, lists, rotates and revokes keys', async () => {
    const made = JSON.parse((await typed(['keys', 'create', 'ci', '--role', 'viewer', '--json'], here)).out);
    expect(made).toMatchObject({ name: 'ci', role: 'viewer', user_id: 'ci' });
    const asViewer = { ...here, MESH_API_KEY: made.api_key };
    const refused = await typed(['keys', 'create', 'more'], asViewer);
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('403') });
    expect((await typed(['keys', 'list'], here)).out).toMatch(new RegExp(`^${made.key_id} +ci +viewer +ci +active`, 'm'));
    const rotated = await typed(['keys', 'rotate', made.key_id, '--grace', '60'], here);
    expect(rotated).toMatchObject({ code: 0, err: expect.stringContaining('holds until') });
    expect(rotated.out.trim()).not.toBe(made.api_key);
    expect((await typed(['keys', 'revoke', made.key_id], here)).out).toBe(`revoked: ${made.key_id}\n`);
    expect(await typed(['models'], asViewer)).toMatchObject({ code: 1, err: expect.stringContaining('401') });
  });

  it('lists models', async () => {
    expect((await typed(['models'], here)).out).toMatch(/^MODEL +TIER[^]*^sandbox\//m);
    expect(JSON.parse((await typed(['models', '--json'], here)).out)[0]).toHaveProperty('prices');
  });

  it('finds the key in the data folder', async () => {
    writeFileSync(join(folder, 'admin.key'), `${mesh.adminKey}\n`);
    const { code } = await typed(['models', '--url', mesh.url], { MESH_DATA_DIR: folder });
    rmSync(join(folder, 'admin.key'));
    expect(code).toBe(0);
    expect(await typed(['models', '--url', mesh.url], { MESH_DATA_DIR: folder })).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no API key'),
    });
  });

  it('says what is wrong with what was typed', async () => {
    const wrong: [string[], string][] = [
      [['fly'], 'there is no command "fly"'],
      [['run'], 'TASK is missing'],
      [['run', 'Write', 'a', 'slogan'], '"a" is too much'],
      [['run', 'x', '--data', join(folder, 'none.csv')], 'none.csv cannot be read'],
      [['run', 'x', '--context', '[]'], '--context must be a JSON object'],
      [['run', 'x', '--priority', 'high'], '--priority must be a whole number'],
      [['run', 'x', '--max-cost', '-1'], 'max-cost'],
      [['keys', 'create', 'x', '--role', 'king'], '--role must be one of'],
      [['models', '--wrong'], "Unknown option '--wrong'"],
      [['models', '--url', 'nowhere'], 'url must be an http or https URL'],
      [['models', '--url', 'http://127.0.0.1:1'], 'cannot be reached'],
    ];
    for (const [words, says] of wrong)
      expect(await typed(words, here)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(says) });
    const faulty = await typed(['models'], { ...here, MESH_URL: 'nowhere' });
    expect(faulty).toMatchObject({ code: 2, err: expect.stringContaining('MESH_URL: must be an http or https URL') });
  });

  it('helps with every command', async () => {
    const overview = await typed(['--help']);
    expect(overview.code).toBe(0);
    for (const name of ['start', 'run', 'models', 'keys create', 'keys list', 'keys rotate', 'keys revoke', 'audit verify', 'doctor']) {
      expect(overview.out).toContain(`  ${name}`);
      const help = await typed([...name.split(' '), '--help']);
      expect(help).toMatchObject({ code: 0, out: expect.stringMatching(new RegExp(`^usage: ai-mesh ${name}`)) });
    }
  });

  it('stops when somebody interrupts', async () => {
    expect(await typed(['models'], here, AbortSignal.abort(new Error('interrupted')))).toMatchObject({
      code: 2,
      err: 'ai-mesh: interrupted\n',
    });
  });

  describe('as a doctor', () => {
    it('says that all is well', async () => {
      const { code, out } = await typed(['doctor'], here);
      expect(out).toMatch(/^ok +redis: Redis [\d.]+ answers$/m);
      expect(out).toMatch(/^ok +clock of redis: goes as ours does$/m);
      expect(out).toMatch(/^ok +clock of the service: goes as ours does$/m);
      expect(out).toMatch(/^ok +api key: is taken$/m);
      expect(out).toMatch(/^warn +providers: .*\n +→ set ANTHROPIC_API_KEY/m);
      expect(code).toBe(0);
    });

    it('says what is wrong and what to do', async () => {
      const wrong = { ...here, REDIS_URL: 'redis://127.0.0.1:1', DATABASE_URL: 'postgres://127.0.0.1:1/none', MESH_API_KEY: 'mesh_none' };
      const { code, out } = await typed(['doctor', '--json'], wrong);
      const bad = (JSON.parse(out) as { name: string; status: string; todo?: string }[]).filter(({ status }) => status === 'bad');
      expect(bad.map(({ name }) => name)).toEqual(['redis', 'database', 'api key']);
      for (const { todo } of bad) expect(todo).toMatch(/\w/);
      expect(code).toBe(1);
    });

    it('names every setting that cannot be used, without its value', async () => {
      const { code, out } = await typed(['doctor'], { ...here, PORT: 'secret', MESH_ROLES: 'king' });
      expect(out).toMatch(/^bad +settings: PORT: .*must be a whole number/m);
      expect(out).toMatch(/^bad +settings: MESH_ROLES/m);
      expect(out).not.toContain('secret');
      expect(code).toBe(1);
    });
  });
});
