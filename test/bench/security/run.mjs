#!/usr/bin/env node
// Measures keys: what their check costs, whether refusals take the same time, and what a revoked key still gets.
// `node test/bench/security/run.mjs`, half a minute; two processes of the built service on a Redis of its own.
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
import { median, quantile } from '../statistics.mjs';
import { table } from '../table.mjs';

const BOOTSTRAP_KEY = 'bootstrap-key-of-the-benchmark';
const PEPPER = 'pepper-of-the-benchmark-pepper-of-it';
const CHECKS = 10_000;
const REFUSALS = 200;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const REQUESTS_PER_SECOND = 500;
const STREAMS = 20;
const TASKS = 20;

const require = createRequire(import.meta.url);
const built = (file) => require(path.join(ROOT, 'dist', file));

async function startService(processes, redisUrl, name) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...{
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      MESH_DATA_DIR: path.join(processes.folder, 'mesh'),
      MESH_LONG_TERM: 'off',
    },
    ...{ REDIS_URL: redisUrl, MESH_BOOTSTRAP_KEY: BOOTSTRAP_KEY, MESH_KEY_PEPPER: PEPPER, LOG_LEVEL: 'warn' },
  };
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await processes.start(name, process.execPath, SERVICE, { port, env, cwd: ROOT, isReady });
  return url;
}

/** Microseconds of one check of a key with a rate, and of a bare PING, on a connection of its own. */
async function measureAdmission(redisUrl) {
  const { Redis } = require('ioredis');
  const { KeyAdmission } = built('security/keys/key-admission');
  const { ApiKeyStore } = built('security/keys/api-key.store');
  const { digestOf, newKeyId, parseApiKey, makeApiKey } = built('security/keys/api-key');
  const redis = new Redis(redisUrl);
  const evaluate = (script, keys, args) =>
    redis.evalsha(script.sha1, keys.length, ...keys, ...args).catch((error) => {
      if (!error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(script.source, keys.length, ...keys, ...args);
    });
  const client = { run: (work) => work(redis), evaluate };
  const admission = new KeyAdmission(client, { tenantRequestsPerMinute: 0 });
  const keyId = newKeyId('measured');
  const record = { keyId, name: 'a', pepperId: 'p', digest: 'd'.repeat(64), tenantId: 'measured', userId: 'u', role: 'user', version: 'v' };
  await new ApiKeyStore(client).put({ ...record, generation: 1, createdAtMs: 1, requestsPerMinute: 1_000_000 });
  const proof = { kind: 'secret', digests: [{ pepperId: 'p', digest: record.digest }] };
  const { record: known } = await admission.admit(keyId, proof);
  const times = async (work) => {
    const found = [];
    for (let i = 0; i < CHECKS; i += 1) {
      const startedMs = performance.now();
      await work();
      found.push(performance.now() - startedMs);
    }
    return found;
  };
  await times(() => admission.admit(keyId, proof, known));
  const checks = await times(() => admission.admit(keyId, proof, known));
  const pings = await times(() => redis.ping());
  redis.disconnect();
  const text = makeApiKey(keyId);
  const startedMs = performance.now();
  for (let i = 0; i < 100_000; i += 1) digestOf(parseApiKey(text).secret, PEPPER);
  const hmacUs = ((performance.now() - startedMs) * 1_000) / 100_000;
  return { checks, pings, hmacUs };
}

const admin = { 'X-API-Key': BOOTSTRAP_KEY, 'Content-Type': 'application/json' };
async function post(url, body, headers = admin) {
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
const newKey = (url, more = {}) => post(`${url}/api/mesh/security/api-keys`, { name: 'k', user_id: 'u', role: 'user', ...more });
const revoke = (url, { key_id }) =>
  fetch(`${url}/api/mesh/security/api-keys/${key_id}`, { method: 'DELETE', headers: { 'X-API-Key': BOOTSTRAP_KEY } });

/** Milliseconds of each kind of refusal, asked in turn. */
async function measureRefusals(url) {
  const { makeApiKey, newKeyId } = built('security/keys/api-key');
  const [good, revoked, expired] = [
    await newKey(url),
    await newKey(url),
    await newKey(url, { expires_at: new Date(Date.now() + 1_200).toISOString() }),
  ];
  await revoke(url, revoked);
  await sleep(1_300);
  const text = good.api_key;
  const shown = {
    malformed: `${text.slice(0, -1)}${text.endsWith('x') ? 'y' : 'x'}`,
    truncated: text.slice(0, -9),
    'foreign environment': makeApiKey(good.key_id, 'test'),
    unknown: makeApiKey(newKeyId('default')),
    'wrong secret': makeApiKey(good.key_id),
    revoked: revoked.api_key,
    expired: expired.api_key,
  };
  const times = Object.fromEntries(Object.keys(shown).map((kind) => [kind, []]));
  for (let i = 0; i < REFUSALS; i += 1) {
    for (const [kind, key] of Object.entries(shown)) {
      // From another address each time: who guesses sixty times a minute is kept out.
      const headers = { 'X-API-Key': key, 'X-Forwarded-For': `10.${i >> 4}.${i & 15}.${kind.length}` };
      const startedMs = performance.now();
      const { status } = await fetch(`${url}/api/mesh/networks`, { headers });
      if (status === 401) times[kind].push(performance.now() - startedMs);
    }
  }
  return times;
}

/** One key on two processes, 500 requests a second: what is let in after DELETE has answered, and how long streams and tasks outlive it. */
async function measureRevocation(urls) {
  const [first] = urls;
  const key = await newKey(first);
  const own = { 'X-API-Key': key.api_key, 'Content-Type': 'application/json' };
  const { network_id } = await post(`${first}/api/mesh/networks`, { name: 'Revoked' });
  const tasks = await Promise.all(
    Array.from({ length: TASKS }, () => post(`${first}/api/mesh/networks/${network_id}/tasks`, { task: 'Wait', auto_start: false }, own)),
  );
  const ended = [];
  for (let i = 0; i < STREAMS; i += 1) {
    const response = await fetch(`${urls[i % 2]}/api/mesh/tasks/${tasks[0].task_id}/events`, { headers: { 'X-API-Key': key.api_key } });
    ended.push(response.text().then(() => performance.now()));
  }
  let deletedMs = Infinity;
  const sent = [];
  const asking = (async () => {
    for (let i = 0; performance.now() < deletedMs + 1_000; i += 1) {
      const startedMs = performance.now();
      sent.push(fetch(`${urls[i % 2]}/api/mesh/networks?limit=1`, { headers: own }).then(({ status }) => ({ startedMs, status })));
      await sleep(1_000 / REQUESTS_PER_SECOND - 0.5);
    }
  })();
  await sleep(1_000);
  const response = await revoke(first, key);
  deletedMs = performance.now();
  if (!response.ok) throw new Error(`the key was not revoked: ${response.status}`);
  await asking;
  const answers = await Promise.all(sent);
  const accepted = answers.filter(({ startedMs, status }) => startedMs > deletedMs && status !== 401).length;
  const after = answers.filter(({ startedMs }) => startedMs > deletedMs).length;
  const streamsMs = (await Promise.all(ended)).map((endedMs) => endedMs - deletedMs);
  let cancelledMs;
  for (let open = TASKS; open > 0; await sleep(20)) {
    const { data } = await (await fetch(`${first}/api/mesh/networks/${network_id}/tasks?status=cancelled`, { headers: admin })).json();
    open = TASKS - data.length;
    cancelledMs = performance.now() - deletedMs;
    if (cancelledMs > 20_000) throw new Error(`${open} tasks outlive their key`);
  }
  return { before: answers.length - after, after, accepted, streamsMs: Math.max(...streamsMs), cancelledMs };
}

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
process.env.MESH_TRUSTED_PROXIES = '127.0.0.1';
await withProcesses(async (processes) => {
  const { url: redisUrl } = await startOwnRedis(processes);
  const { checks, pings, hmacUs } = await measureAdmission(redisUrl);
  const ms = (value) => value.toFixed(3);
  say(
    table(
      ['one at a time', 'p50 ms', 'p95 ms', 'p99 ms'],
      [
        ['key check and rate limit, one call', ms(median(checks)), ms(quantile(checks, 0.95)), ms(quantile(checks, 0.99))],
        ['PING, for comparison', ms(median(pings)), ms(quantile(pings, 0.95)), ms(quantile(pings, 0.99))],
      ],
    ),
  );
  say(`checksum and HMAC of a key that was not seen before: ${hmacUs.toFixed(1)} µs`);
  const urls = [await startService(processes, redisUrl, 'one'), await startService(processes, redisUrl, 'two')];
  const refusals = Object.entries(await measureRefusals(urls[0]));
  say(
    table(
      ['refused: 401', 'asked', 'p50 ms', 'p95 ms'],
      refusals.map(([kind, times]) => [kind, String(times.length), ms(median(times)), ms(quantile(times, 0.95))]),
    ),
  );
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measureRevocation(urls));
  const most = (field) => Math.max(...rounds.map((round) => round[field]));
  const sum = (field) => rounds.reduce((total, round) => total + round[field], 0);
  say(
    table(
      ['revocations', 'requests before', 'after', 'accepted after', 'last stream closed ms', 'last task cancelled ms'],
      [
        [
          String(ROUNDS),
          String(sum('before')),
          String(sum('after')),
          String(sum('accepted')),
          most('streamsMs').toFixed(0),
          most('cancelledMs').toFixed(0),
        ],
      ],
    ),
  );
  say(`Machine: ${JSON.stringify(await describeMachine({}))}`);
});
