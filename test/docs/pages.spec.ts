import { execFileSync } from 'node:child_process';
import { Mesh } from '../mesh';
import { pagesOfDocs, type Block } from './page';
import { runInShell } from './shell';

const DEADLINE_MS = 120_000;
/** Programs that a test of their own runs. */
const RUN_BY: Readonly<Record<string, string>> = {
  'docs/client.md ts': 'test/client/guide.spec.ts',
  'docs/integration.md ts': 'test/library/guide.spec.ts',
  'docs/rpc.md js': 'test/e2e/rpc-guide.spec.ts',
  'docs/rpc.md python': 'test/e2e/rpc-guide.spec.ts',
  'docs/signed-requests.md js': 'test/security/signed-requests-guide.spec.ts',
};

const isRun = ({ language, why }: Block) => language === 'sh' && why === undefined;
const hasCurl = (): boolean => {
  try {
    execFileSync('curl', ['--fail-with-body', '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
/** Names of fields of the objects that a text ends with. */
const fieldsIn = (text: string): string[] => {
  const json: unknown = JSON.parse(text.slice(text.lastIndexOf('\n') + 1));
  return Object.keys(Array.isArray(json) ? (json[0] as object) : (json as object));
};

describe('the documentation', () => {
  const pages = pagesOfDocs();

  it.each(pages)('has no code in $name that nothing looks at', ({ name, blocks }) => {
    const known = ['sh', 'json', 'mermaid'];
    const alone = blocks.filter(({ language }) => !known.includes(language) && RUN_BY[`${name} ${language}`] === undefined);
    expect(alone.map(({ language, line }) => `${language} in line ${line}`)).toEqual([]);
    for (const { code } of blocks.filter(({ language }) => language === 'json')) JSON.parse(code);
  });

  // Where there is no curl nobody can do what the pages say.
  (hasCurl() ? describe : describe.skip)('as somebody who follows it', () => {
    let mesh: Mesh;
    beforeAll(async () => {
      mesh = await Mesh.start();
    });
    afterAll(() => mesh.stop());

    it.each(pages.filter(({ blocks }) => blocks.some(isRun)))(
      'can run every command of $name, and gets what it shows',
      async ({ blocks }) => {
        const commands = blocks.filter(isRun);
        const printed = await runInShell(commands, mesh);
        for (const [at, block] of blocks.entries()) {
          const before = blocks[at - 1];
          if (block.language !== 'json' || !block.followsAtOnce || before === undefined || !isRun(before)) continue;
          const answer = printed[commands.indexOf(before)] ?? '';
          expect(fieldsIn(answer)).toEqual(expect.arrayContaining(Object.keys(JSON.parse(block.code) as object)));
        }
      },
      DEADLINE_MS,
    );
  });
});
