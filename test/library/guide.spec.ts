import { pagesOfDocs } from '../docs/page';
import { RedisServer } from '../redis-server';
import { PackedProject } from './packed-project';

const DEADLINE_MS = 240_000;

/** The programs of the guide, by the name of the file that their first line gives them. */
function programs(): Record<string, string> {
  const blocks = pagesOfDocs().find(({ name }) => name === 'docs/integration.md')?.blocks ?? [];
  return Object.fromEntries(
    blocks.filter(({ language }) => language === 'ts').map(({ code }) => [/^\/\/ (\w+\.ts)$/m.exec(code)?.[1] ?? 'unnamed.ts', code]),
  );
}

describe('the integration guide, in an empty project with the packed package', () => {
  let redis: RedisServer;
  let project: PackedProject;
  const run = (name: string) => project.run(name, { REDIS_URL: redis.url });

  beforeAll(async () => {
    [redis, project] = await Promise.all([RedisServer.start(), PackedProject.create()]);
    await project.compile(programs());
  }, DEADLINE_MS);

  afterAll(async () => {
    project.remove();
    await redis.remove();
  });

  it('packs what runs, its types and assets, and neither tests nor sources', () => {
    for (const path of ['dist/library/memory/index.d.ts', 'dist/redis/hold-lead.lua', 'dist/database/pglite-worker.mjs', 'README.md'])
      expect(project.packed).toContain(path);
    expect(project.packed.filter((path) => /^(src|test|node_modules)\/|\.spec\.|\.map$/.test(path))).toEqual([]);
  });

  it(
    'finds a memory by its meaning and packs what a session holds',
    async () => {
      const { best, text, tokens } = await run('memory.js');
      expect(best).toBe('Readers open emails on Tuesday mornings');
      expect(text).toContain('short subject lines');
      expect(tokens).toBeLessThanOrEqual(300);
    },
    DEADLINE_MS,
  );

  it(
    'is answered by the sandbox where no provider has a key, and told of an injection',
    async () => {
      const { provider, text, safe, flagged } = await run('models.js');
      expect({ provider, safe }).toEqual({ provider: 'sandbox', safe: false });
      expect(text).not.toBe('');
      expect(flagged).toContain('injection');
    },
    DEADLINE_MS,
  );

  it(
    'has a text written by an agent',
    async () => {
      const { summary, confidence, others } = await run('agents.js');
      expect(summary).not.toBe('');
      expect(confidence).toBeGreaterThan(0);
      expect(others).toBe(4);
    },
    DEADLINE_MS,
  );

  it(
    'makes a key that holds until it is revoked, and finds script in input',
    async () => {
      expect(await run('security.js')).toEqual({
        userId: 'ann',
        scopes: ['memory:read'],
        refused: 'api-key-revoked',
        valid: false,
        kinds: expect.arrayContaining(['script']),
        clean: ' hello',
      });
    },
    DEADLINE_MS,
  );

  it(
    'writes an event that is found and proven',
    async () => {
      expect(await run('audit.js')).toEqual({ sequence: expect.any(Number), actions: ['orders.cancel'], valid: true });
    },
    DEADLINE_MS,
  );

  it(
    'keeps tasks for as long as was chosen',
    async () => {
      expect(await run('retention.js')).toEqual({ tasks: 14, audit: 365, removed: expect.any(Object), failures: {} });
    },
    DEADLINE_MS,
  );
});
