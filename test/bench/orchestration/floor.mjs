// The floor: the graph on bare BullMQ with one script a step. No agents, memory, costs, claims or readers of events. REDIS_URL.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { answer } from './answers.mjs';
import { FOLLOWED_BY, INPUT, WAITS_FOR } from './graph.mjs';
import { measuresOf } from './runs.mjs';

const require = createRequire(import.meta.url);
const { Queue, Worker } = require('bullmq');
const { Redis } = require('ioredis');
const CONCURRENCY = 50;

const connect = () => new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null, enableAutoPipelining: true });
const script = (file) => fs.readFileSync(new URL(file, import.meta.url), 'utf8');
const redis = connect();
redis.defineCommand('submitRun', { numberOfKeys: 1, lua: script('submit-run.lua') });
redis.defineCommand('finishStep', { numberOfKeys: 2, lua: script('finish-step.lua') });

const waiting = new Map();
const queue = new Queue('steps', { connection: connect(), defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 3 } });
const worker = new Worker('steps', work, { connection: connect(), concurrency: CONCURRENCY });
const keyOf = (run) => `floor:{${run}}:run`;
const jobOf = (run, step) => ({ name: 'step', data: { run, step }, opts: { jobId: `${run}-${step}` } });

async function work({ data: { run, step } }) {
  const keys = [keyOf(run), `floor:{${run}}:events`];
  const ready = await redis.finishStep(...keys, step, JSON.stringify({ ok: step }), ...FOLLOWED_BY[step]);
  const next = ready.filter((name) => name !== '!');
  if (next.length > 0) await queue.addBulk(next.map((name) => jobOf(run, name)));
  if (next.length === ready.length) return;
  waiting.get(run)();
  waiting.delete(run);
}

const STEPS = Object.entries(WAITS_FOR);
const FIELDS = [
  'status',
  'running',
  'left',
  STEPS.length,
  'input',
  INPUT,
  ...STEPS.flatMap(([step, first]) => [`w:${step}`, first.length]),
];
let number = 0;

async function runOnce() {
  const run = `run-${(number += 1)}`;
  await redis.submitRun(keyOf(run), ...FIELDS);
  const done = new Promise((resolve) => waiting.set(run, resolve));
  const { name, data, opts } = jobOf(run, 'a');
  await queue.add(name, data, opts);
  await done;
}

await worker.waitUntilReady();
answer(measuresOf(runOnce));
