#!/usr/bin/env node
// Measures the audit log of one tenant on a Redis of its own: bursts of appends, then queries over EVENTS events (1,000,000):
// `node test/bench/audit/run.mjs [EVENTS]`, two minutes. One process beside Redis; `audit-cpu` is the processor time of that process.
import { createRequire } from 'node:module';
import path from 'node:path';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { say } from '../../../scripts/progress.mjs';
import { startOwnRedis } from '../own-redis.mjs';
import { withProcesses } from '../processes.mjs';
import { quantile } from '../statistics.mjs';

const EVENTS = Number(process.argv[2] ?? 1_000_000);
const BURST = 20_000;
const BURSTS = 10;
const QUERIES = 200;
const USERS = 1_000;
const TENANT = 'bench';

const require = createRequire(import.meta.url);
const dist = (file) => require(path.join(ROOT, 'dist', file));

/** The parts of the audit log that a replica has, without the rest of the service. */
async function replica(url) {
  require('reflect-metadata');
  const { Counter, Gauge, Histogram, Registry } = require('prom-client');
  const registers = [new Registry()];
  const { RedisClient, RedisConfig, RedisMetrics } = dist('redis');
  const none = (Metric, name, ...labelNames) => new Metric({ name, help: name, labelNames, registers });
  const redisMetrics = new RedisMetrics(
    none(Gauge, 'up'),
    none(Histogram, 'redis_seconds', 'role'),
    none(Gauge, 'connections', 'role', 'state'),
    none(Gauge, 'breaker_open'),
    none(Counter, 'reconnects', 'role'),
    none(Counter, 'unanswered', 'role', 'reason'),
  );
  const redis = new RedisClient(Object.assign(new RedisConfig(), { url }), redisMetrics);
  await redis.connect();
  const secrets = new (dist('audit/audit-secrets').AuditSecrets)({ derive: () => Buffer.alloc(32, 7), derivePrevious: () => [] });
  const subjects = new (dist('audit/people/subjects').Subjects)(redis, secrets);
  const periods = new (dist('tenants').RetentionPeriods)(redis);
  const appender = new (dist('audit/log/log-appender').LogAppender)(redis, secrets, subjects, periods);
  const metrics = new (dist('audit/log/audit-metrics').AuditMetrics)(
    none(Counter, 'events', 'outcome'),
    none(Counter, 'dropped'),
    none(Gauge, 'pending'),
    none(Histogram, 'seconds'),
  );
  const log = new (dist('audit/log/audit-log').AuditLog)(redis, appender, subjects, metrics);
  const records = new (dist('audit/log/stored-records').StoredRecords)(redis);
  const mirror = () => new (dist('audit/query/columns-mirror').ColumnsMirror)(redis);
  const query = (of) => new (dist('audit/query/audit-query').AuditQuery)(records, subjects, of);
  return { redis, log, records, query: query(mirror()), coldQuery: () => query(mirror()) };
}

let count = 0;
function event() {
  const i = (count += 1);
  const user = (i * 7_919) % USERS;
  return {
    id: `event_${String(i).padStart(26, '0')}`,
    tenantId: TENANT,
    atMs: Date.now(),
    actor: { kind: 'key', keyId: `key_abcdefgh${String(user).padStart(16, '0')}`, userId: `user${user}@example.org`, role: 'user' },
    action: i % 3 ? 'tasks.create' : 'networks.read',
    resource: { kind: 'task', id: `task_${String(i).padStart(16, '0')}`, networkId: 'network_abcdefgh12345678' },
    outcome: i % 50 ? 'allowed' : 'denied',
    ip: `203.0.${user >> 8}.${user & 255}`,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
    requestId: `request_${i}`,
    traceId: '0af7651916cd43dd8448eb211c80319c',
    durationMs: 12,
  };
}

/** Seconds and processor seconds until `events` are stored, each acknowledged. */
async function burst(log, events) {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const acknowledged = await Promise.all(Array.from({ length: events }, () => log.append(event())));
  const { user, system } = process.cpuUsage(cpu);
  if (new Set(acknowledged.map(({ sequence }) => sequence)).size !== events)
    throw new Error('an acknowledged event has no place of its own');
  return { seconds: (performance.now() - startedAt) / 1_000, cpuSeconds: (user + system) / 1e6 };
}

async function timed(times, ask) {
  const tookMs = [];
  for (let i = 0; i < times; i += 1) {
    const startedAt = performance.now();
    await ask(i);
    tookMs.push(performance.now() - startedAt);
  }
  return `p50 ${quantile(tookMs, 0.5).toFixed(2)} ms, p95 ${quantile(tookMs, 0.95).toFixed(2)} ms`;
}

watchInterrupts();
await ensureBuilt();
await withProcesses(async (processes) => {
  const { url } = await startOwnRedis(processes);
  const { redis, log, records, query, coldQuery } = await replica(url);
  await burst(log, BURST); // the compiler's
  const bursts = [];
  for (let i = 0; i < BURSTS; i += 1) bursts.push(await burst(log, BURST));
  const rates = bursts.map(({ seconds }) => BURST / seconds);
  const cpuUs = bursts.map(({ cpuSeconds }) => (cpuSeconds / BURST) * 1e6);
  say(
    `burst of ${BURST}: median ${Math.round(quantile(rates, 0.5))} events/s, least ${Math.round(Math.min(...rates))}, audit-cpu ${quantile(cpuUs, 0.5).toFixed(1)} us an event`,
  );
  while (count < EVENTS) await burst(log, Math.min(BURST, EVENTS - count));
  const head = await records.head(TENANT);
  if (head.sequence !== count) throw new Error(`${count} events were acknowledged and ${head.sequence} are there`);
  const actor = (i) => ({ actor: `user${(i * 31) % USERS}@example.org` });
  say(`${count} events; first query by actor: ${await timed(1, () => coldQuery().find(TENANT, actor(1), { limit: 50 }))}`);
  await query.find(TENANT, actor(0), { limit: 50 });
  say(`by actor, 50 of them: ${await timed(QUERIES, (i) => query.find(TENANT, actor(i), { limit: 50 }))}`);
  say(`by an actor who is not there: ${await timed(QUERIES, (i) => query.find(TENANT, { actor: `key_none${i}` }, { limit: 50 }))}`);
  say(
    `by address and outcome: ${await timed(QUERIES, (i) => query.find(TENANT, { ip: `203.0.0.${i % 256}`, outcome: 'denied' }, { limit: 50 }))}`,
  );
  const [, info] = await redis.run((r) => Promise.all([r.ping(), r.info('memory')]));
  say(`Redis holds ${Math.round(Number(/used_memory:(\d+)/.exec(info)[1]) / count)} bytes an event`);
  await log.onApplicationShutdown();
  redis.onApplicationShutdown();
});
