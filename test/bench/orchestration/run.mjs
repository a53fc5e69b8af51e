#!/usr/bin/env node
// Measures how workflows are run, beside bare BullMQ and LangGraph.js; README.md in this folder says how, and what the knobs are.
import { ensureBuilt } from '../../../scripts/build.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { say } from '../../../scripts/progress.mjs';
import { describeMachine } from '../machine.mjs';
import { untilQuiet } from '../processor.mjs';
import { writeResults } from '../results.mjs';
import { chart } from './chart.mjs';
import { CONTENDERS, LANGGRAPH, startContender } from './contenders.mjs';
import { measureIdle, measureLoad } from './measure.mjs';
import { report } from './report.mjs';
import { measureRest } from './rest.mjs';

const quick = process.argv.includes('--quick');
const number = (name, usual, whenQuick) => Number(process.env[name] ?? (quick ? whenQuick : usual));
const settings = {
  rounds: number('TRIES', 3, 1),
  seconds: number('DUR', 5, 2),
  warmUpSeconds: number('WARMUP', 5, 1),
  inFlight: number('IN_FLIGHT', 100, 100),
  runs: number('N', 200, 50),
  crowd: number('CROWD', 10_000, 500),
  submits: number('SUBMITS', 500, 100),
  samples: number('SAMPLES', 50, 10),
  waitSeconds: number('WAIT', 120, 10),
  quietWaitSeconds: number('QWAIT', 10, 0),
};
const only = new RegExp(process.env.ONLY ?? '');
/** What a crowd's questions may take beyond their waiting: to fill the queue, and to come to rest. */
const CROWD_DEADLINE_MS = 300_000;
const notes = [];

/** All that can be compared: the contenders stay up and take turns. */
async function measureSideBySide() {
  const contenders = [];
  const results = { load: [], idle: [], rest: [] };
  try {
    for (const name of CONTENDERS.filter((candidate) => only.test(candidate))) {
      const contender = await startContender(name);
      if (contender === undefined) note(`${name} was NOT measured: there is no PostgreSQL here that we may run`);
      else contenders.push(contender);
    }
    for (const contender of contenders) await measureLoad(contender, { seconds: settings.warmUpSeconds, inFlight: settings.inFlight });
    for (let round = 1; round <= settings.rounds; round += 1) {
      const order = round % 2 === 1 ? contenders : [...contenders].reverse(); // nobody always comes first
      for (const contender of order) {
        const row = { name: contender.name, round };
        await untilQuiet(settings.quietWaitSeconds, pidsOf(contender));
        results.load.push({ ...row, ...(await measureLoad(contender, settings)) });
        await untilQuiet(settings.quietWaitSeconds, pidsOf(contender));
        results.idle.push({ ...row, ...(await measureIdle(contender, settings)) });
        if (contender.about.port !== undefined) results.rest.push({ ...row, ...(await measureRest(contender.about, settings)) });
        say(`${contender.name}, round ${round} of ${settings.rounds}: ${results.load.at(-1).perSecond.toFixed(0)} runs/s`);
      }
    }
  } finally {
    for (const contender of contenders) await contender.end();
  }
  return results;
}

/** How the service bears a queue: one of its own for each question, because none is left as it was found. */
async function measureCrowds() {
  const results = { submits: [], fairness: [] };
  if (!only.test('crowd')) return results;
  const { crowd: tasks, samples, submits, waitSeconds } = settings;
  for (let round = 1; round <= settings.rounds; round += 1) {
    results.submits.push({ round, ...(await askAlone('submitWhileFull', { tasks, submits })) });
    for (const type of ['noop', 'nap']) {
      results.fairness.push({ round, ...(await askAlone('fairness', { tasks, type, samples, seconds: waitSeconds })) });
    }
    say(`with ${tasks.toLocaleString('en')} tasks queued, round ${round} of ${settings.rounds}`);
  }
  return results;
}

async function askAlone(question, options) {
  const contender = await startContender('ai-mesh');
  try {
    return await contender.ask(question, options, CROWD_DEADLINE_MS + 3_000 * (options.seconds ?? 0));
  } finally {
    await contender.end();
  }
}

function pidsOf({ pid, storePid }) {
  return { engine: pid, ...(storePid !== undefined && { store: storePid }) };
}

function note(text) {
  notes.push(text);
  say(text);
}

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const sideBySide = await measureSideBySide();
  const crowds = await measureCrowds();
  const results = {
    at: new Date().toISOString(),
    machine: await describeMachine({ langgraph: LANGGRAPH['@langchain/langgraph'] }),
    settings,
    notes,
    ...sideBySide,
    ...crowds,
  };
  await writeResults('orchestration', results, { report, chart, isWhole: !quick && process.env.ONLY === undefined });
}

watchInterrupts();
try {
  await main();
} catch (error) {
  if (error?.constructor?.name !== 'Failure') throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = error.exitCode;
}
