import { execFile } from 'node:child_process';
import { Mesh } from '../mesh';

/** Milliseconds for the cases of all agents with the sandbox. */
const ALL_CASES_MS = 240_000;

describe('the evals', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  const evaluate = (...args: string[]): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env.PATH, MESH_URL: mesh.url, MESH_API_KEY: mesh.adminKey };
      const options = { env, timeout: ALL_CASES_MS, maxBuffer: 16 * 1024 * 1024 };
      execFile(process.execPath, ['test/evals/run.mjs', ...args], options, (error, output) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, output }),
      );
    });

  it(
    'hold with the sandbox, every check of every agent',
    async () => {
      const { code, output } = await evaluate();
      expect(output.split('\n').filter((line) => line.startsWith('✗'))).toEqual([]);
      expect(output).toMatch(/^agent +cases +checks passed +cost +seconds +worded by$/m);
      expect(output).toMatch(/^coordinator +8 +(\d+) of \1 /m);
      expect(code).toBe(0);
    },
    ALL_CASES_MS,
  );

  it('tell a case that does not hold, and why', async () => {
    const { code, output } = await evaluate('--folder=test/evals/broken');
    expect(code).toBe(1);
    expect(output.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
      '✗ custom: says what is not so: is silent: it spoke',
      expect.stringMatching(/^✗ custom: checks what is not there: reads: the check failed: /),
      expect.stringMatching(/^✗ custom: cannot be run: the case can be run: POST \/networks answered 422: /),
    ]);
    expect(output).toMatch(/^custom +3 +2 of 5 /m);
  });
});
