#!/usr/bin/env node
// Measures uploads of CSV files of 4 MB and of nearly 50 MiB, and reading them: `node test/bench/datasets/run.mjs`, half a minute.
// For each, a process of its own starts the assembled service on a Redis of its own, and another process uploads (upload.mjs).
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { say } from '../../../scripts/progress.mjs';
import { resultInService } from '../in-service.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const SIZES_BYTES = [4_000_000, 52_000_000];
const DEADLINE_MS = 120_000;

watchInterrupts();
await ensureInstalled();
await ensureBuilt();
for (const bytes of SIZES_BYTES) {
  const figures = await resultInService([path.join(here, 'measure.mjs'), String(bytes)], { timeoutMs: DEADLINE_MS });
  say(
    Object.entries(figures)
      .map(([name, value]) => `${name} ${Math.round(value * 100) / 100}`)
      .join(', '),
  );
}
