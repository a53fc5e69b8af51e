#!/usr/bin/env node
// Measures the model gateway beside its peers; README.md in this folder says how, and what the knobs are.
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { say } from '../../../scripts/progress.mjs';
import { chart } from './chart.mjs';
import { describeMachine, firstLine } from '../machine.mjs';
import { withProcesses } from '../processes.mjs';
import { untilQuiet, watchCpu } from '../processor.mjs';
import { writeResults } from '../results.mjs';
import { PORTKEY_VERSION } from './portkey.mjs';
import { report } from './report.mjs';
import { stream } from './stream.mjs';
import { chatBody, setLatency, startTargets } from './targets.mjs';
import { load, requireWrk } from './wrk.mjs';

const quick = process.argv.includes('--quick');
const number = (name, usual, whenQuick) => Number(process.env[name] ?? (quick ? whenQuick : usual));
const settings = {
  rounds: number('TRIES', 5, 1),
  seconds: number('DUR', 4, 1),
  warmUpSeconds: number('WARMUP', 5, 1),
  streams: number('N', 100, 30),
  quietWaitSeconds: number('QWAIT', 10, 0),
  logLevel: process.env.LOG_LEVEL ?? 'info',
};
const only = new RegExp(process.env.ONLY ?? '');
const LATENCIES_MS = [0, 50];
const CONNECTIONS = [1, 32, 128];
const CONCURRENCIES = [1, 32];

async function measure({ targets, upstream }) {
  const results = { load: [], stream: [] };
  const body = chatBody();
  for (const target of targets) await load(target, { connections: 32, seconds: settings.warmUpSeconds, body, upstream });
  for (let round = 1; round <= settings.rounds; round += 1) {
    const order = round % 2 === 1 ? targets : [...targets].reverse(); // nobody always comes first
    for (const latencyMs of LATENCIES_MS) {
      await setLatency(upstream, latencyMs);
      for (const connections of CONNECTIONS) {
        for (const target of order.filter(({ name }) => only.test(`${name} ${latencyMs} ${connections}`))) {
          await untilQuiet(settings.quietWaitSeconds, { ...target.pids, upstream: upstream.pid });
          const row = await load(target, { connections, seconds: settings.seconds, body, upstream });
          results.load.push({ target: target.name, latencyMs, connections, round, ...row });
        }
      }
    }
    await setLatency(upstream, 0);
    for (const concurrency of CONCURRENCIES) {
      for (const target of order.filter(({ name }) => only.test(`${name} stream ${concurrency}`))) {
        const seen = watchCpu({ ...target.pids, upstream: upstream.pid, client: process.pid });
        const row = await stream(target, { concurrency, streams: settings.streams });
        results.stream.push({ target: target.name, concurrency, round, ...row, foreign: seen().foreign(0) });
      }
    }
    say(`round ${round} of ${settings.rounds} is done`);
  }
  return results;
}

async function main() {
  requireWrk();
  await withProcesses(async (processes) => {
    const started = await startTargets(processes);
    const measured = await measure(started);
    const results = {
      at: new Date().toISOString(),
      settings,
      machine: await describeMachine({ wrk: firstLine('wrk', ['-v']).split(' [')[0], portkey: PORTKEY_VERSION }),
      notes: started.notes,
      ...measured,
    };
    await writeResults('gateway', results, { report, chart, isWhole: !quick && process.env.ONLY === undefined });
  });
}

watchInterrupts();
try {
  await main();
} catch (error) {
  if (error?.constructor?.name !== 'Failure') throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = error.exitCode;
}
