#!/usr/bin/env node
// Measures Redis messages: how often each is worked on and answered, how evenly replicas share them, and how long they take; side by side with
// Nest's own server of messages in the same service. `node test/bench/rpc/run.mjs`, some minutes; replicas of the built service on a Redis of its own.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
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
import { Processes } from '../processes.mjs';
import { median, quantile } from '../statistics.mjs';
import { table } from '../table.mjs';

const BOOTSTRAP_KEY = 'bootstrap-key-of-the-benchmark';
const CALLS = Number(process.env.CALLS ?? 3_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** Calls under way at once: one after the other, some, and all. */
const WAYS = [1, 16, CALLS];
const WARM_UP = 500;
const DEADLINE_MS = 60_000;
/** Longer than it takes replicas to learn of each other. */
const SETTLE_MS = 3_000;
const SETUPS = [
  { transport: 'stock', replicas: 1 },
  { transport: 'mesh', replicas: 1 },
  { transport: 'stock', replicas: 3 },
  { transport: 'mesh', replicas: 3 },
];

const require = createRequire(import.meta.url);
const REPLICA = path.join(ROOT, 'test/bench/rpc/replica.mjs');

/** Starts a replica; resolves to how to ask it what it has worked on. */
async function startReplica(processes, redisUrl, transport, number) {
  const [port, countPort] = [await freePort(), await freePort()];
  const env = {
    ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), COUNT_PORT: String(countPort), TRANSPORT: transport },
    ...{
      MESH_DATA_DIR: path.join(processes.folder, 'mesh'),
      MESH_LONG_TERM: 'off',
      MESH_KEY_PEPPER: 'pepper-of-the-benchmark-pepper-of-it',
    },
    ...{ REDIS_URL: redisUrl, MESH_BOOTSTRAP_KEY: BOOTSTRAP_KEY, LOG_LEVEL: 'warn' },
  };
  await processes.start(`replica-${number}`, process.execPath, [REPLICA], { port: countPort, env, cwd: ROOT });
  return async () => (await fetch(`http://127.0.0.1:${countPort}`)).json();
}

/** A stock client: `call(i)` resolves to milliseconds. */
async function stockClient(redisUrl) {
  const { ClientProxyFactory, Transport } = require('@nestjs/microservices');
  require('@nestjs/common').Logger.overrideLogger(false); // stock clients tell of every second and third answer of stock replicas
  const { firstValueFrom, timeout } = require('rxjs');
  const { hostname, port } = new URL(redisUrl);
  const proxy = ClientProxyFactory.create({ transport: Transport.REDIS, options: { host: hostname, port: Number(port) } });
  await proxy.connect();
  const send = (pattern, data) => firstValueFrom(proxy.send(pattern, { api_key: BOOTSTRAP_KEY, ...data }).pipe(timeout(DEADLINE_MS)));
  const { network_id } = await send('mesh.networks.create', { name: 'measured' });
  const call = async (i) => {
    const startedMs = performance.now();
    await (i % 2 === 0 ? send('mesh.health', {}) : send('mesh.networks.get', { network_id }));
    return performance.now() - startedMs;
  };
  return { call, close: () => proxy.close() };
}

/** Makes `count` calls, so many at once. */
async function callAll(call, count, atOnce) {
  const times = [];
  let next = 0;
  let failed = 0;
  const worker = async () => {
    for (let i = next++; i < count; i = next++) {
      await call(i).then(
        (ms) => times.push(ms),
        () => (failed += 1),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
  return { times, failed };
}

async function measureSetup(folder, { transport, replicas }) {
  const processes = new Processes(folder);
  try {
    const { url } = await startOwnRedis(processes);
    const counters = [];
    for (let i = 0; i < replicas; i += 1) counters.push(await startReplica(processes, url, transport, i));
    await sleep(SETTLE_MS);
    const client = await stockClient(url);
    await callAll(client.call, WARM_UP * replicas, 16);
    const found = [];
    for (const atOnce of WAYS) {
      await sleep(1_000); // whatever replicas beside the answering one still do
      const before = await Promise.all(counters.map((count) => count()));
      const { times, failed } = await callAll(client.call, CALLS, atOnce);
      await sleep(2_500); // replicas that come last look last
      const after = await Promise.all(counters.map((count) => count()));
      const shares = after.map(({ executions }, i) => executions - before[i].executions);
      const cpuMs = after.reduce((sum, { cpuMs }, i) => sum + cpuMs - before[i].cpuMs, 0) / CALLS;
      found.push({
        transport,
        replicas,
        atOnce,
        answers: times.length,
        failed,
        shares,
        cpuMs,
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
      });
    }
    await client.close();
    return found;
  } finally {
    await processes.end();
  }
}

const shown = (ms) => `${ms.toFixed(2)} ms`;
const name = ({ transport, replicas }) => `${transport === 'stock' ? 'Nest' : 'AI Mesh'}, ${replicas}`;

function report(rounds) {
  const rows = SETUPS.flatMap((setup) =>
    WAYS.map((atOnce) => {
      const runs = rounds.filter((run) => run.transport === setup.transport && run.replicas === setup.replicas && run.atOnce === atOnce);
      const of = (field) => median(runs.map((run) => run[field]));
      const spread = runs.flatMap(({ shares }) => shares.map((share) => share / (CALLS / setup.replicas) - 1));
      return [
        ...[name(setup), String(atOnce)],
        runs.map(({ shares }) => shares.reduce((a, b) => a + b)).join(', '),
        runs.map(({ answers }) => answers).join(', '),
        setup.replicas === 1 ? '' : `${(Math.min(...spread) * 100).toFixed(1)} … ${(Math.max(...spread) * 100).toFixed(1)} %`,
        ...[shown(of('p50')), shown(of('p99')), shown(of('cpuMs'))],
      ];
    }),
  );
  return table(['server, replicas', 'at once', 'executions', 'answers', 'spread', 'p50', 'p99', 'CPU of all replicas a call'], rows);
}

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
const rounds = [];
for (let round = 1; round <= ROUNDS; round += 1) {
  for (const setup of SETUPS) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-rpc-'));
    say(`round ${round} of ${ROUNDS}: ${name(setup)} ${setup.replicas === 1 ? 'replica' : 'replicas'}`);
    rounds.push(...(await measureSetup(folder, setup)));
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
process.stdout.write(`${report(rounds)}\n\n${JSON.stringify(await describeMachine({}))}\n`);
