import { ensureBuilt } from './build.mjs';
import { runInForeground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './places.mjs';
import { testEnvironment } from './test-environment.mjs';

/** How Jest is started; mjml is loaded as an ES module, which Jest allows only with this flag. */
const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

/** Runs all tests; some start the built service. @param args go to Jest as they are. @returns Jest's exit code */
export async function test(args) {
  await ensureInstalled();
  await ensureBuilt();
  return runInForeground([...JEST, ...args], { cwd: ROOT, env: await testEnvironment() });
}
