import { PRIVATE_FOLDER } from './ensure-redis.mjs';
import { shown } from './places.mjs';
import { endPrivate, runningPrivate } from './private-redis.mjs';
import { say } from './progress.mjs';

const END_DEADLINE_MS = 30_000; // it writes what is not yet on disk first

/** Ends the private Redis of this data directory; its data stays. Says what was done, and does nothing when none runs. */
export async function stopRedis() {
  const running = await runningPrivate(PRIVATE_FOLDER);
  if (!running) return say(`no private Redis is running for ${shown(PRIVATE_FOLDER)}`);
  await endPrivate(PRIVATE_FOLDER, running, END_DEADLINE_MS);
  say(`stopped the private Redis (process ${running.pid}); its data stays in ${shown(PRIVATE_FOLDER)}`);
}
