#!/usr/bin/env node
// Measures uploads of CSV files of 4 MB and of nearly 50 MiB, and reading them: `node test/bench/datasets/run.mjs`, half a minute.
// For each, a process of its own starts the assembled service on a Redis of its own, and another process uploads (upload.mjs).
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
import { startOwnRedis } from '../own-redis.mjs';
import { Processes } from '../processes.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const run = promisify(execFile);
const SIZES_BYTES = [4_000_000, 52_000_000];
const DEADLINE_MS = 120_000;

async function measured(bytes) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-bench-'));
  const processes = new Processes(folder);
  try {
    const { url } = await startOwnRedis(processes);
    const flags = SERVICE.filter((argument) => argument.startsWith('--'));
    const own = { REDIS_URL: url, MESH_DATA_DIR: path.join(folder, 'mesh'), MESH_BOOTSTRAP_KEY: 'bootstrap-key-of-the-benchmark' };
    const args = [...flags, path.join(here, 'measure.mjs'), String(bytes)];
    const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...own }, timeout: DEADLINE_MS });
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } finally {
    await processes.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
for (const bytes of SIZES_BYTES) {
  const figures = await measured(bytes);
  say(
    Object.entries(figures)
      .map(([name, value]) => `${name} ${Math.round(value * 100) / 100}`)
      .join(', '),
  );
}
