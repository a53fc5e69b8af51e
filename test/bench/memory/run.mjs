#!/usr/bin/env node
// Measures the memory from a thousand to a million items; README.md in this folder says how.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { say } from '../../../scripts/progress.mjs';
import { resultInService, resultOf } from '../in-service.mjs';
import { describeMachine } from '../machine.mjs';
import { ensurePeer } from '../peers.mjs';
import { writeResults } from '../results.mjs';
import { chart } from './chart.mjs';
import { report } from './report.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const quick = process.argv.includes('--quick');
const SIZES = quick ? [1_000, 10_000] : [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];
const PEER_SIZES = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000];
const ROUNDS = Number(process.env.TRIES ?? (quick ? 1 : 3));
/** Sizes up to which every round measures; what is larger is measured once. */
const LARGE = 100_000;
const LIMITS = { timeoutMs: 20 * 60_000 };
const MINISEARCH = '7.2.0';

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const modules = await ensurePeer('minisearch', { dependencies: { minisearch: MINISEARCH } });
  const mesh = [];
  const minisearch = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const size of SIZES.filter((items) => round === 1 || items <= LARGE)) {
      mesh.push({ round, ...(await resultInService([path.join(here, 'measure.mjs'), String(size)], LIMITS)) });
      if (PEER_SIZES.includes(size))
        minisearch.push({ round, ...(await resultOf([path.join(here, 'minisearch.mjs'), String(size), modules], LIMITS)) });
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
