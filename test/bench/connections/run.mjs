#!/usr/bin/env node
// Measures event streams that mostly idle: what ten thousand of them cost one replica, how soon each has an event, and what the others notice.
// `node test/bench/connections/run.mjs`, two minutes; the built service and a Redis of its own. STREAMS, ROUNDS and IDLE_SECONDS change what is measured.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { say } from '../../../scripts/progress.mjs';
import { SERVICE } from '../../../scripts/start.mjs';
import { describeMachine } from '../machine.mjs';
import { startOwnRedis } from '../own-redis.mjs';
import { withProcesses } from '../processes.mjs';
import { quantile } from '../statistics.mjs';
import { table } from '../table.mjs';

const STREAMS = Number(process.env.STREAMS ?? 10_000);
const ROUNDS = Number(process.env.ROUNDS ?? 20);
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 15);
/** Streams whose readers read nothing, in the second half. */
const SLOW_SHARE = 0.01;
const REST_EVERY_MS = 10;
const PAUSE_MS = 500;
const ROUND_DEADLINE_MS = 30_000;
const BOOTSTRAP_KEY = 'bootstrap-key-of-the-benchmark';
const PEPPER = 'pepper-of-the-benchmark-pepper-of-it';
const READS = /^cmdstat_(xrange|xrevrange|xread|hget|hmget|hgetall|get|exists):calls=(\d+)/gm;

const require = createRequire(import.meta.url);
const { Redis } = require('ioredis');
const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
const ms = (value) => value.toFixed(1);
const mb = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;

async function startService(processes, redisUrl) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), MESH_DATA_DIR: path.join(processes.folder, 'mesh') },
    ...{ REDIS_URL: redisUrl, MESH_BOOTSTRAP_KEY: BOOTSTRAP_KEY, MESH_KEY_PEPPER: PEPPER, MESH_LONG_TERM: 'off', LOG_LEVEL: 'warn' },
  };
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  const pid = await processes.start('ai-mesh', process.execPath, SERVICE, { port, env, cwd: ROOT, isReady });
  return { url, pid };
}

async function call(url, method, route, body) {
  const response = await fetch(`${url}/api/mesh${route}`, {
    method,
    headers: { 'X-API-Key': BOOTSTRAP_KEY, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
  return response.json();
}

function residentBytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
}
const descriptors = (pid) => fs.readdirSync(`/proc/${pid}/fd`).length;
const answered = (child, field) =>
  new Promise((resolve) => {
    const hear = (message) => {
      if (!(field in message)) return;
      child.off('message', hear);
      resolve(message[field]);
    };
    child.on('message', hear);
  });

async function readsOf(redis) {
  const stats = await redis.info('commandstats');
  return [...stats.matchAll(READS)].reduce((sum, [, , calls]) => sum + Number(calls), 0);
}

/** Opens the streams; resolves once all are open, to the process that holds them. */
async function openStreams(processes, url, networkId, slow) {
  const args = [url, BOOTSTRAP_KEY, `/api/mesh/networks/${networkId}/events`, String(STREAMS), String(slow)];
  const child = fork(path.join(ROOT, 'test/bench/connections/listeners.mjs'), args);
  processes.take('listeners', child);
  const open = await answered(child, 'open');
  if (open !== STREAMS) throw new Error(`only ${open} of ${STREAMS} streams were opened`);
  return child;
}

async function closeStreams(child) {
  const gone = once(child, 'exit');
  child.send('end');
  await gone;
}

/** Milliseconds from the request that makes an event to its arrival at each reader, and of REST requests meanwhile. */
async function measure(url, child, networkId) {
  const [events, rest] = [[], []];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const startedMs = nowMs();
      await call(url, 'GET', '/networks?limit=1');
      rest.push(nowMs() - startedMs);
      await sleep(Math.max(0, REST_EVERY_MS - (nowMs() - startedMs)));
    }
  })();
  for (let round = 0; round < ROUNDS; round += 1) {
    const arrived = answered(child, 'arrived');
    const startedMs = nowMs();
    await call(url, 'POST', `/networks/${networkId}/${round % 2 === 0 ? 'pause' : 'resume'}`, {});
    const all = await Promise.race([arrived, sleep(ROUND_DEADLINE_MS, undefined, { ref: false })]);
    if (all === undefined) throw new Error(`an event did not reach all readers in ${ROUND_DEADLINE_MS} ms`);
    events.push(...all.map((atMs) => atMs - startedMs));
    await sleep(PAUSE_MS);
  }
  isOver = true;
  await asking;
  return { events, rest };
}

const row = (what, { events, rest }) => [
  what,
  ...[0.5, 0.99, 1].map((p) => ms(quantile(events, p))),
  ...[0.5, 0.99].map((p) => ms(quantile(rest, p))),
];

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
await withProcesses(async (processes) => {
  const { url: redisUrl } = await startOwnRedis(processes);
  const redis = new Redis(redisUrl);
  const { url, pid } = await startService(processes, redisUrl);
  await call(url, 'PUT', '/security/rate-limits', { concurrent_streams: 2 * STREAMS });
  const { network_id } = await call(url, 'POST', '/networks', { name: 'Watched' });
  for (let warm = 0; warm < 300; warm += 1) await call(url, 'GET', '/networks?limit=1');
  await sleep(3_000);
  const before = { bytes: residentBytes(pid), descriptors: descriptors(pid) };
  const quietBefore = await readsOf(redis);
  await sleep(IDLE_SECONDS * 1_000);
  const quietReads = (await readsOf(redis)) - quietBefore;
  const startedMs = nowMs();
  let child = await openStreams(processes, url, network_id, 0);
  const openedMs = nowMs() - startedMs;
  await sleep(5_000);
  const open = { bytes: residentBytes(pid), descriptors: descriptors(pid) };
  const readsBefore = await readsOf(redis);
  await sleep(IDLE_SECONDS * 1_000);
  const reads = (await readsOf(redis)) - readsBefore;
  const all = await measure(url, child, network_id);
  const peak = residentBytes(pid);
  await closeStreams(child);
  child = await openStreams(processes, url, network_id, Math.round(STREAMS * SLOW_SHARE));
  const withSlow = await measure(url, child, network_id);
  child.send('count');
  const broken = await answered(child, 'broken');
  await closeStreams(child);
  let after = descriptors(pid);
  for (let look = 0; look < 100 && after > before.descriptors; look += 1) {
    await sleep(100);
    after = descriptors(pid);
  }
  redis.disconnect();
  const machine = await describeMachine({});
  say(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${machine.redis}, commit ${machine.commit}`);
  say(
    table(
      [`${STREAMS} event streams on one replica`, 'before', 'open', 'change'],
      [
        [
          'resident memory',
          mb(before.bytes),
          mb(open.bytes),
          `${mb(open.bytes - before.bytes)}, ${((open.bytes - before.bytes) / STREAMS / 1024).toFixed(1)} KB each`,
        ],
        ['resident memory after the events', '', mb(peak), mb(peak - before.bytes)],
        ['descriptors', String(before.descriptors), String(open.descriptors), `${after - before.descriptors} after all were closed`],
        ['opened in', '', `${(openedMs / 1_000).toFixed(1)} s`, `${Math.round((STREAMS / openedMs) * 1_000)} a second`],
        [`reads of Redis in ${IDLE_SECONDS} s without an event`, String(quietReads), String(reads), String(reads - quietReads)],
      ],
    ),
  );
  const count = `${ROUNDS} events each`;
  say(
    table(
      [count, 'event to all p50 ms', 'p99 ms', 'max ms', 'REST meanwhile p50 ms', 'p99 ms'],
      [row('all read', all), row(`${Math.round(STREAMS * SLOW_SHARE)} of them read nothing`, withSlow)],
    ),
  );
  say(`${broken} streams were closed that should not have been`);
});
