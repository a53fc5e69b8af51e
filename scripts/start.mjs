import { ensureBuilt } from './build.mjs';
import { ensureRedis, withoutPassword } from './ensure-redis.mjs';
import { runInForeground } from './foreground.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './places.mjs';
import { say } from './progress.mjs';

/**
 * How the built service is started; the arguments of Node. Twice V8's usual room for young objects: what a request allocates
 * then dies before it would be copied, which saves some 7 % CPU on the model path for 10 MB of memory (test/bench/gateway).
 */
export const SERVICE = ['--enable-source-maps', '--max-semi-space-size=32', 'dist/main.js'];

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
