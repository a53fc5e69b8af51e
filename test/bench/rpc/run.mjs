#!/usr/bin/env node
// Measures Redis messages beside stock Nest: how often each call is executed, how evenly over the replicas, and how long it takes.
// `node test/bench/rpc/run.mjs`, half a minute; three processes of the built service, and of stock Nest, on a Redis of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { say } from '../../../scripts/progress.mjs';
import { SERVICE } from '../../../scripts/start.mjs';
import { describeMachine } from '../machine.mjs';
import { startOwnRedis } from '../own-redis.mjs';
import { Processes } from '../processes.mjs';
import { quantile } from '../statistics.mjs';
import { table } from '../table.mjs';

const KEY = 'bootstrap-key-of-the-benchmark';
const PEPPER = 'pepper-of-the-benchmark-pepper-of-it';
const CALLS = Number(process.env.CALLS ?? 3_000);
const AT_ONCE = [1, 16];
const require = createRequire(import.meta.url);

async function startService(processes, redisUrl, name) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), MESH_DATA_DIR: path.join(processes.folder, 'mesh') },
    ...{ REDIS_URL: redisUrl, MESH_BOOTSTRAP_KEY: KEY, MESH_KEY_PEPPER: PEPPER, MESH_LONG_TERM: 'off', LOG_LEVEL: 'warn' },
  };
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await processes.start(name, process.execPath, SERVICE, { port, env, cwd: ROOT, isReady });
  const executions = async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return Number(/ai_mesh_message_seconds_count\{pattern="mesh\.networks\.get",status="200"\} (\d+)/.exec(metrics)?.[1] ?? 0);
  };
  return { url, executions };
}

async function startStock(processes, redisUrl, name) {
  const child = fork(new URL('./stock-nest.cjs', import.meta.url), { env: { ...process.env, REDIS_URL: redisUrl } });
  processes.take(name, child);
  await once(child, 'message');
  const executions = async () => {
    child.send('executions?');
    const [{ executions: count }] = await once(child, 'message');
    return count;
  };
  return { executions };
}

/** `CALLS` calls, so many at once; every answer in ms, and how often each replica executed one. */
async function measure(client, pattern, data, replicas, atOnce) {
  const { firstValueFrom, timeout } = require('rxjs');
  const before = await Promise.all(replicas.map(({ executions }) => executions()));
  const times = [];
  let left = CALLS;
  let failed = 0;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const from = performance.now();
      await firstValueFrom(client.send(pattern, data).pipe(timeout(10_000))).then(
        () => times.push(performance.now() - from),
        () => (failed += 1),
      );
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const after = await Promise.all(replicas.map(({ executions }) => executions()));
  return { times, failed, executed: after.map((count, index) => count - before[index]) };
}

function row(name, atOnce, { times, failed, executed }) {
  const total = executed.reduce((sum, count) => sum + count, 0);
  const even = total / executed.length;
  const uneven =
    executed.length === 1 ? '–' : `± ${Math.round((100 * Math.max(...executed.map((count) => Math.abs(count - even)))) / even)} %`;
  const ms = (share) => quantile(times, share).toFixed(2);
  return [name, atOnce, times.length, failed, total, uneven, ms(0.5), ms(0.99)].map(String);
}

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const { ClientProxyFactory, Transport } = require('@nestjs/microservices');
  require('@nestjs/common').Logger.overrideLogger(false); // stock clients tell of every second and third answer
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-bench-'));
  const processes = new Processes(folder);
  watchInterrupts(() => processes.end());
  try {
    const redis = await startOwnRedis(processes);
    const { hostname, port } = new URL(redis.url);
    const client = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
    const first = await startService(processes, redis.url, 'mesh-1');
    const services = [first, ...(await Promise.all([2, 3].map((n) => startService(processes, redis.url, `mesh-${n}`))))];
    const stock = await Promise.all([1, 2, 3].map((n) => startStock(processes, redis.url, `stock-${n}`)));
    const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' };
    const limits = { requests_per_minute: 10_000_000 };
    await fetch(`${first.url}/api/mesh/security/rate-limits`, { method: 'PUT', headers, body: JSON.stringify(limits) });
    const made = await fetch(`${first.url}/api/mesh/networks`, { method: 'POST', headers, body: JSON.stringify({ name: 'Bench' }) });
    const { network_id } = await made.json();
    const targets = [
      { name: 'stock Nest, 3 replicas', pattern: 'stock.networks.get', data: { network_id }, replicas: stock },
      { name: 'AI Mesh, 3 replicas', pattern: 'mesh.networks.get', data: { network_id, api_key: KEY }, replicas: services },
    ];
    for (const { pattern, data, replicas } of targets) await measure(client, pattern, data, replicas, 16); // warm
    const rows = [];
    for (const atOnce of AT_ONCE) {
      for (const { name, pattern, data, replicas } of targets) {
        rows.push(row(name, atOnce, await measure(client, pattern, data, replicas, atOnce)));
        say(`${name}, ${atOnce} at once: done`);
      }
    }
    await client.close();
    console.log(table(['', 'at once', 'answers', 'failed', 'executions', 'spread', 'p50 ms', 'p99 ms'], rows));
    console.log(`\nMachine: ${JSON.stringify(await describeMachine({}))}`);
  } finally {
    await processes.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

await main();
