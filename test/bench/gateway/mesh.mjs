import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { SERVICE } from '../../../scripts/start.mjs';
import { startOwnRedis } from '../own-redis.mjs';

const require = createRequire(import.meta.url);
const BOOTSTRAP_KEY = 'bootstrap-key-of-the-benchmark';
const PEPPER = 'pepper-of-the-benchmark-pepper-of-it';
/** High enough that nothing measured here meets them; checked and counted on every request all the same. */
const REQUESTS_PER_MINUTE = 1_000_000;
const LIMIT_USD = 1_000_000;

/**
 * Starts the built service as a user has it, on a Redis of its own, with what a production request passes: a key with a rate
 * limit, a budget on its tenant, costs and audit. Only its answer cache is off: every request is to reach the model.
 * @param {import('../processes.mjs').Processes} processes
 * @param {{ upstreamPort: number, nodeArgs?: string[] }} options
 * @returns {Promise<{ port: number, key: string, pid: number, redisPid: number, budget: string }>} `budget` says whether one is set
 */
export async function startMesh(processes, { upstreamPort, nodeArgs = [] }) {
  await ensureInstalled();
  await ensureBuilt();
  const [redis, port] = [await startOwnRedis(processes), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const env = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    MESH_DATA_DIR: path.join(processes.folder, 'mesh'),
    REDIS_URL: redis.url,
    MESH_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
    MESH_KEY_PEPPER: PEPPER,
    OPENAI_API_KEY: 'sk-mock',
    OPENAI_BASE_URL: `http://127.0.0.1:${upstreamPort}/v1`,
    MESH_CHAIN: 'openai/gpt-4o-mini',
    MESH_CACHE_TTL_SECONDS: '0',
  };
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  const pid = await processes.start('ai-mesh', process.execPath, [...nodeArgs, ...SERVICE], { port, env, cwd: ROOT, isReady });
  return { port, pid, redisPid: redis.pid, key: await limitedKey(redis.url), budget: await setBudget(url) };
}

/** A key with a rate limit, written by the service's own store. */
async function limitedKey(url) {
  const { Redis } = require('ioredis');
  const { ApiKeyStore } = require(path.join(ROOT, 'dist/security/api-key.store'));
  const { digestOf, makeApiKey, parseApiKey } = require(path.join(ROOT, 'dist/security/api-key'));
  const key = makeApiKey('key_benchmark0000000');
  const { keyId, secret } = parseApiKey(key);
  const redis = new Redis(url);
  try {
    const owner = { name: 'benchmark', tenantId: 'default', userId: 'benchmark', role: 'user' };
    await new ApiKeyStore({ run: (work) => work(redis) }).put({
      keyId,
      digest: digestOf(secret, PEPPER),
      ...owner,
      requestsPerMinute: REQUESTS_PER_MINUTE,
    });
  } finally {
    redis.disconnect();
  }
  return key;
}

async function setBudget(url) {
  const response = await fetch(`${url}/api/mesh/budgets/tenant/default`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ limit_usd: LIMIT_USD, period: 'month', on_exceeded: 'reject' }),
  });
  return response.ok ? 'a budget on the tenant' : `NO budget (its route answers ${response.status})`;
}
