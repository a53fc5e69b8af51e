import path from 'node:path';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { SERVICE } from '../../../scripts/start.mjs';
import { startOwnRedis } from '../own-redis.mjs';

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
  return { port, pid, redisPid: redis.pid, key: await limitedKey(url), budget: await setBudget(url) };
}

/** A key with a rate limit. */
async function limitedKey(url) {
  const response = await fetch(`${url}/api/mesh/security/api-keys`, {
    method: 'POST',
    headers: { 'X-API-Key': BOOTSTRAP_KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name: 'benchmark',
      user_id: 'benchmark',
      role: 'user',
      rate_limit: { requests_per_minute: REQUESTS_PER_MINUTE },
    }),
  });
  if (response.status !== 201) throw new Error(`no key: ${await response.text()}`);
  return (await response.json()).api_key;
}

async function setBudget(url) {
  const response = await fetch(`${url}/api/mesh/budgets/tenant/default`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ limit_usd: LIMIT_USD, period: 'month', on_exceeded: 'reject' }),
  });
  return response.ok ? 'a budget on the tenant' : `NO budget (its route answers ${response.status})`;
}
