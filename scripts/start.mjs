import { ensureBuilt } from './build.mjs';
import { ensureRedis, withoutPassword } from './ensure-redis.mjs';
import { runInForeground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './places.mjs';
import { say } from './progress.mjs';

/**
 * How the built service is started; the arguments of Node. Young objects are to die young: twice V8's usual room for them, and
 * none of them allocated among the old ones, as V8 does by guess (docs/decisions/2026-11-22-young-objects-die-young.md).
 */
export const SERVICE = ['--enable-source-maps', '--max-semi-space-size=32', '--no-allocation-site-pretenuring', 'dist/main.js'];

/**
 * Everything the service needs: dependencies, a build, a Redis.
 * @returns {Promise<NodeJS.ProcessEnv>} the environment to start it with
 */
export async function prepareService() {
  await ensureInstalled();
  await ensureBuilt();
  const { url, from } = await ensureRedis();
  say(`redis: ${withoutPassword(url)} (${from})`);
  return { ...process.env, REDIS_URL: url };
}

/** Runs the service in the foreground. @returns its exit code */
export async function start(args) {
  const env = await prepareService();
  return runInForeground([...SERVICE, ...args], { cwd: ROOT, env });
}
