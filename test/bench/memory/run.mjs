#!/usr/bin/env node
// Measures the memory from a thousand to a million items; README.md in this folder says how.
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
import { ensurePeer } from '../peers.mjs';
import { Processes } from '../processes.mjs';
import { writeResults } from '../results.mjs';
import { chart } from './chart.mjs';
import { report } from './report.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);
const quick = process.argv.includes('--quick');
const SIZES = quick ? [1_000, 10_000] : [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];
const PEER_SIZES = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];
const ROUNDS = Number(process.env.TRIES ?? (quick ? 1 : 3));
/** Sizes up to which every round measures; what is larger is measured once. */
const LARGE = 100_000;
const DEADLINE_MS = 20 * 60_000;
const MINISEARCH = '7.2.0';

async function measureMesh(size) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-bench-'));
  const processes = new Processes(folder);
  try {
    const { url } = await startOwnRedis(processes);
    const flags = SERVICE.filter((argument) => argument.startsWith('--'));
    const env = {
      ...process.env,
      REDIS_URL: url,
      MESH_DATA_DIR: path.join(folder, 'mesh'),
      MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-benchmark',
    };
    return await resultOf([...flags, path.join(here, 'measure.mjs'), String(size)], env);
  } finally {
    await processes.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function resultOf(args, env = process.env) {
  const { stdout } = await run(process.execPath, args, { env, timeout: DEADLINE_MS, maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const modules = await ensurePeer('minisearch', { dependencies: { minisearch: MINISEARCH } });
  const mesh = [];
  const minisearch = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const size of SIZES.filter((items) => round === 1 || items <= LARGE)) {
      mesh.push({ round, ...(await measureMesh(size)) });
      if (PEER_SIZES.includes(size))
        minisearch.push({ round, ...(await resultOf([path.join(here, 'minisearch.mjs'), String(size), modules])) });
      say(`${size.toLocaleString('en')} items, round ${round} of ${ROUNDS}: search p50 ${mesh.at(-1).searchP50.toFixed(2)} ms`);
    }
  }
  const results = {
    at: new Date().toISOString(),
    rounds: ROUNDS,
    machine: await describeMachine({ minisearch: MINISEARCH }),
    mesh,
    minisearch,
  };
  await writeResults('memory', results, { report, chart, isWhole: !quick });
}

watchInterrupts();
await main();
