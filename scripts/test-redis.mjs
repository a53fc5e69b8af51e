import fs from 'node:fs';
import path from 'node:path';
import { isAlive } from './is-alive.mjs';
import { CACHE } from './places.mjs';
import { endPrivate, remember, runningPrivate } from './private-redis.mjs';
import { say } from './progress.mjs';
import { findRedisProgram } from './redis-binary.mjs';
import { startRedisServer } from './redis-server.mjs';

const PARENT = path.join(CACHE, 'test-redis');
const END_DEADLINE_MS = 5000;

/**
 * Runs `work` with an environment in which tests can reach no data of the user: a throw-away Redis, a throw-away data directory,
 * no database. Without a Redis program, the server named by MESH_TEST_REDIS_URL is used; without that, none.
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work must end by itself when this process is asked to end
 * @returns {Promise<T>}
 * @template T
 */
export async function withTestRedis(work) {
  await removeLeftovers();
  const folder = path.join(PARENT, String(process.pid));
  const env = { ...process.env, MESH_DATA_DIR: path.join(folder, 'data') };
  for (const name of ['REDIS_URL', 'DATABASE_URL']) delete env[name];
  if (process.env.MESH_TEST_DATABASE_URL) env.DATABASE_URL = process.env.MESH_TEST_DATABASE_URL;

  const binary = await findRedisProgram();
  if (!binary) {
    if (process.env.MESH_TEST_REDIS_URL) env.REDIS_URL = process.env.MESH_TEST_REDIS_URL;
    else say('no Redis program was found: tests that need one will fail (install redis-server, or set MESH_TEST_REDIS_URL)');
    return work(env);
  }
  const server = await startRedisServer(binary, folder, { durable: false });
  remember(folder, server);
  const interrupted = () => {
    process.kill(server.pid, 'SIGTERM');
    fs.rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', interrupted);
  try {
    return await work({ ...env, REDIS_URL: server.url });
  } finally {
    process.removeListener('exit', interrupted);
    await endPrivate(folder, server, END_DEADLINE_MS);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends the servers of test runs that were killed before they could do so. */
async function removeLeftovers() {
  if (!fs.existsSync(PARENT)) return;
  for (const name of fs.readdirSync(PARENT)) {
    if (isAlive(Number(name))) continue;
    const folder = path.join(PARENT, name);
    const server = await runningPrivate(folder);
    if (server) await endPrivate(folder, server, END_DEADLINE_MS);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
