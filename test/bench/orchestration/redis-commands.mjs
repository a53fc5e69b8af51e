import { createRequire } from 'node:module';

const { Redis } = createRequire(import.meta.url)('ioredis');

/**
 * Watches what is asked of a Redis.
 * @returns {Promise<() => Promise<Record<string, { calls: number, us: number }>>>} call it afterwards: calls and microseconds by command;
 *   what scripts call counts under both
 */
export async function watchCommands(url) {
  const redis = new Redis(url);
  await redis.config('RESETSTAT');
  return async () => {
    const info = await redis.info('commandstats');
    redis.disconnect();
    const rows = [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+),usec=(\d+)/gm)].map(([, name, calls, us]) => [
      name,
      { calls: Number(calls), us: Number(us) },
    ]);
    return Object.fromEntries(rows.filter(([name]) => !/^(config|info)/.test(name)).sort(([, a], [, b]) => b.us - a.us));
  };
}
