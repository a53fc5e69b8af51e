#!/usr/bin/env node
// Measures mails rendered for 10,000 recipients: `node test/bench/personalization/run.mjs`, half a minute. A process of its own starts the assembled
// service on a Redis of its own; a client in another uploads the recipients and submits the task. Beside it, in the same run, bare LiquidJS.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { say } from '../../../scripts/progress.mjs';
import { SERVICE } from '../../../scripts/start.mjs';
import { describeMachine } from '../machine.mjs';
import { startOwnRedis } from '../own-redis.mjs';
import { Processes } from '../processes.mjs';
import { table } from '../table.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);
const RECIPIENTS = '10000';
const DEADLINE_MS = 120_000;

async function lastLine(args, environment = {}) {
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...environment }, timeout: DEADLINE_MS });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function measured() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-bench-'));
  const processes = new Processes(folder);
  try {
    const { url } = await startOwnRedis(processes);
    const flags = SERVICE.filter((argument) => argument.startsWith('--'));
    const own = { REDIS_URL: url, MESH_DATA_DIR: path.join(folder, 'mesh'), MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-benchmark' };
    return await lastLine([...flags, path.join(here, 'measure.mjs'), RECIPIENTS], own);
  } finally {
    await processes.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
const floor = await lastLine([path.join(here, 'floor.mjs'), RECIPIENTS]);
const mesh = await measured();
const row = (name, { seconds, mails, peakMb, stallMs }) => [
  name,
  seconds.toFixed(2),
  Math.round(mails / seconds).toLocaleString('en-US'),
  `${Math.round((floor.seconds / seconds) * 100)} %`,
  Math.round(peakMb).toString(),
  stallMs === undefined ? '' : stallMs.toFixed(0),
];
say(
  table(
    ['', 'seconds', 'mails/s', 'share of floor', 'peak RSS MB', 'longest stall ms'],
    [row('AI Mesh over HTTP, mails stored', mesh), row('bare LiquidJS in a loop', floor)],
  ),
);
say(`${mesh.mails} mails of ${Math.round(floor.characters / floor.mails)} characters, ${mesh.keptBytes} bytes kept`);
const { cpu, cores, node, redis, commit } = await describeMachine({});
say(`${cpu}, ${cores} cores, Node ${node}, ${redis}, ${commit}`);
