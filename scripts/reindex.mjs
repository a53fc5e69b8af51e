import { runInForeground } from './foreground.mjs';
import { ROOT } from './places.mjs';
import { prepareService } from './start.mjs';

/** Rebuilds, or with `--check` only checks, the indexes of the memory in the Redis that `npm start` would use. @returns its exit code */
export async function reindex(args) {
  const env = await prepareService();
  return runInForeground(['--enable-source-maps', 'dist/reindex.js', ...args], { cwd: ROOT, env });
}
