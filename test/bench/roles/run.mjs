#!/usr/bin/env node
// Measures what it costs that roles are processes of their own: questions to the sandbox and searches over REST, with all of a mesh in one process and
// with api, models and memory in one each. `node test/bench/roles/run.mjs`, some two minutes; the built service on a Redis of its own.
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { say } from '../../../scripts/progress.mjs';
import { describeMachine } from '../machine.mjs';
import { startOwnRedis } from '../own-redis.mjs';
import { withProcesses } from '../processes.mjs';
import { median, quantile } from '../statistics.mjs';
import { table } from '../table.mjs';

const BOOTSTRAP_KEY = 'bootstrap-key-of-the-benchmark';
const CALLS = Number(process.env.CALLS ?? 2_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const MEMORIES = 1_000;
const WARM_UP = 500;
/** Requests under way at once. */
const WAYS = [1, 16];
const SETUPS = [
  { name: 'one process', roles: ['all'] },
  { name: 'a process a role', roles: ['api', 'models', 'memory'] },
];

async function startRole(processes, redisUrl, role) {
  const port = await freePort();
  const env = {
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), MESH_ROLES: role, LOG_LEVEL: 'warn', MESH_LONG_TERM: 'off' },
    ...{ MESH_DATA_DIR: path.join(processes.folder, 'mesh'), MESH_KEY_PEPPER: 'pepper-of-the-benchmark-pepper-of-it' },
    ...{ REDIS_URL: redisUrl, MESH_BOOTSTRAP_KEY: BOOTSTRAP_KEY },
  };
  await processes.start(role, process.execPath, ['dist/main.js'], { port, env, cwd: ROOT });
  return `http://127.0.0.1:${port}/api/mesh`;
}

async function ask(url, method, body) {
  const headers = { Authorization: `Bearer ${BOOTSTRAP_KEY}`, ...(body && { 'Content-Type': 'application/json' }) };
  const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }), signal: AbortSignal.timeout(30_000) });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** Sends `count` requests, so many at once; resolves to the milliseconds of each. */
async function timesOf(send, count, atOnce) {
  const times = [];
  let next = 0;
  const sender = async () => {
    for (let i = next++; i < count; i = next++) {
      const startedMs = performance.now();
      await send(i);
      times.push(performance.now() - startedMs);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  return times;
}

async function measure({ name, roles }) {
  return withProcesses(async (processes) => {
    const { url: redisUrl } = await startOwnRedis(processes);
    const [api] = await Promise.all(roles.map((role) => startRole(processes, redisUrl, role)));
    await sleep(2_000); // what there is to ask is known by then
    const { network_id } = await ask(`${api}/networks`, 'POST', { name: 'measured' });
    const memories = Array.from({ length: 500 }, (_unused, i) => i);
    for (let from = 0; from < MEMORIES; from += memories.length) {
      const batch = memories.map((i) => ({
        content: `Customer ${from + i} of ${i % 7 ? 'Bremen' : 'Ulm'} bought boots no. ${i}`,
        type: 'fact',
      }));
      await ask(`${api}/networks/${network_id}/memories/batch`, 'POST', { memories: batch });
    }
    const work = {
      generate: (i) => ask(`${api}/generate`, 'POST', { prompt: `Say ${i}`, cache: false }),
      search: (i) => ask(`${api}/networks/${network_id}/memories/search?query=boots%20${i % 500}&limit=10`, 'GET'),
    };
    const found = [];
    for (const [what, send] of Object.entries(work)) {
      await timesOf(send, WARM_UP, 16);
      for (const atOnce of WAYS) {
        const startedMs = performance.now();
        const times = await timesOf(send, CALLS, atOnce);
        const perSecond = (CALLS * 1_000) / (performance.now() - startedMs);
        found.push({ name, what, atOnce, p50: quantile(times, 0.5), p99: quantile(times, 0.99), perSecond });
      }
    }
    return found;
  });
}

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
const runs = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  for (const setup of SETUPS) {
    say(`round ${round} of ${ROUNDS}: ${setup.name}`);
    runs.push(...(await measure(setup)));
  }
}
const rows = ['generate', 'search'].flatMap((what) =>
  WAYS.flatMap((atOnce) =>
    SETUPS.map(({ name }) => {
      const own = runs.filter((run) => run.name === name && run.what === what && run.atOnce === atOnce);
      const of = (field) => median(own.map((run) => run[field]));
      return [what, String(atOnce), name, `${of('p50').toFixed(2)} ms`, `${of('p99').toFixed(2)} ms`, of('perSecond').toFixed(0)];
    }),
  ),
);
const head = ['what', 'at once', 'roles', 'p50', 'p99', 'a second'];
process.stdout.write(`${table(head, rows)}\n\n${JSON.stringify(await describeMachine({}))}\n`);
