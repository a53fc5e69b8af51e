#!/usr/bin/env node
// How often a search finds what answers a question, through the REST API as any user would ask; README.md in this folder says how.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { Failure } from '../../../scripts/failure.mjs';
import { freePort } from '../../../scripts/free-port.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { SERVICE } from '../../../scripts/start.mjs';
import { startOwnRedis } from '../own-redis.mjs';
import { ensurePeer } from '../peers.mjs';
import { withProcesses } from '../processes.mjs';
import { table } from '../table.mjs';
import { miniSearch } from './minisearch.mjs';
import { Score } from './score.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const KEY = 'bootstrap-key-of-the-benchmark';
const LIMIT = 10;
const SETS = ['natural', 'paraphrased'];
/** Conversations on which the weights were found; the others were only looked at afterwards. */
const TUNED_ON = new Set([1, 3, 5]);

async function startMesh(processes) {
  const [redis, port] = [await startOwnRedis(processes), await freePort()];
  const base = `http://127.0.0.1:${port}`;
  const env = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    PORT: String(port),
    REDIS_URL: redis.url,
    MESH_BOOTSTRAP_KEY: KEY,
    MESH_DATA_DIR: path.join(processes.folder, 'mesh'),
  };
  const isReady = () =>
    fetch(`${base}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await processes.start('ai-mesh', process.execPath, SERVICE, { port, env, cwd: ROOT, isReady });
  return async (method, route, body, type = 'application/json') => {
    const headers = { authorization: `Bearer ${KEY}`, ...(body === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(`${base}/api/mesh${route}`, { method, headers, ...(body === undefined ? {} : { body }) });
    if (!response.ok) throw new Failure(`${method} ${route} answers ${response.status}: ${await response.text()}`);
    return response.json();
  };
}

/** The turns of a conversation as lines of an import; each names its turn in its metadata. */
function linesOf({ sessions }) {
  return sessions.flatMap(({ id, date_time, turns }) =>
    turns.map((turn, at) => ({
      type: 'context',
      content: turn.text,
      session_id: id,
      created_at: new Date(Date.parse(date_time) + at * 1_000).toISOString(),
      metadata: { turn: turn.id, actor: turn.speaker, ...(turn.caption === undefined ? {} : { caption: turn.caption }) },
    })),
  );
}

async function searcher(call, conversation) {
  const { network_id: id } = await call('POST', '/networks', JSON.stringify({ name: conversation.conversation }));
  const lines = linesOf(conversation);
  const ndjson = lines.map((line) => JSON.stringify(line)).join('\n');
  const answer = await call('POST', `/networks/${id}/memories/import`, ndjson, 'application/x-ndjson');
  if (answer.imported + answer.deduplicated !== lines.length) throw new Failure(`not all was imported: ${JSON.stringify(answer)}`);
  return async (question) => {
    const found = await call('GET', `/networks/${id}/memories/search?limit=${LIMIT}&query=${encodeURIComponent(question)}`);
    return found.data.map(({ metadata }) => metadata.turn);
  };
}

async function measure(call, modules) {
  const scores = new Map();
  const scoreOf = (name) => scores.get(name) ?? scores.set(name, new Score()).get(name);
  for (const file of fs.readdirSync(path.join(here, 'conversations')).sort()) {
    const conversation = JSON.parse(fs.readFileSync(path.join(here, 'conversations', file), 'utf8'));
    const half = TUNED_ON.has(Number(/\d+/.exec(file)[0])) ? 'tuned on' : 'held out';
    const targets = { 'ai-mesh': await searcher(call, conversation), ...miniSearch(modules, conversation) };
    for (const set of SETS) {
      for (const { question, evidence } of conversation[set]) {
        for (const [target, search] of Object.entries(targets)) {
          const turns = await search(question);
          for (const part of [half, 'all']) scoreOf(`${set}, ${part}|${target}`).add(turns, evidence, LIMIT);
        }
      }
    }
  }
  return [...scores].map(([name, score]) => [...name.split('|'), ...score.figures()]).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const modules = await ensurePeer('minisearch', { dependencies: { minisearch: '7.2.0' } });
  await withProcesses(async (processes) => {
    const rows = await measure(await startMesh(processes), modules);
    process.stdout.write(`${table(['questions', 'target', 'recall@10', 'nDCG@10', 'number'], rows)}\n`);
  });
}

watchInterrupts();
await main();
