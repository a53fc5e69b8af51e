import { runInForeground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './places.mjs';
import { withTestRedis } from './test-redis.mjs';

/** How Jest is started; PGlite loads its WebAssembly as an ES module, which Jest allows only with this flag. */
export const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

/** Runs all tests on a Redis of their own. @param args go to Jest as they are. @returns Jest's exit code */
export async function test(args) {
  await ensureInstalled();
  return withTestRedis((env) => runInForeground([...JEST, ...args], { cwd: ROOT, env }));
}
