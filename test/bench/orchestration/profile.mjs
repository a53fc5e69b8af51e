#!/usr/bin/env node
// Where the CPU of the service goes while it runs workflows, and what it and the floor ask of Redis. SECONDS (8), IN_FLIGHT (100), ROWS lines (25),
// QWAIT seconds to wait at most for the machine to be quiet (10).
import { ensureBuilt } from '../../../scripts/build.mjs';
import { ensureInstalled } from '../../../scripts/install.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { timeList, timesByOwner, timesOf, timesPage } from '../cpu-profile.mjs';
import { table } from '../table.mjs';
import { untilQuiet } from '../processor.mjs';
import { startContender } from './contenders.mjs';
import { measureLoad } from './measure.mjs';

const seconds = Number(process.env.SECONDS ?? 8);
const inFlight = Number(process.env.IN_FLIGHT ?? 100);
const rows = Number(process.env.ROWS ?? 25);
const WARM_UP_SECONDS = 3;
const QUIET_WAIT_SECONDS = Number(process.env.QWAIT ?? 10);

async function main() {
  await ensureInstalled();
  await ensureBuilt();
  const measured = {};
  for (const name of ['ai-mesh', 'floor']) {
    const contender = await startContender(name);
    try {
      await measureLoad(contender, { seconds: WARM_UP_SECONDS, inFlight });
      await untilQuiet(QUIET_WAIT_SECONDS, { engine: contender.pid });
      measured[name] = await measureLoad(contender, { seconds, inFlight });
      if (name === 'ai-mesh') measured.profile = await contender.ask('profile', { seconds, inFlight }, 120_000);
    } finally {
      await contender.end();
    }
  }
  const { profile, runs, perSecond } = measured.profile;
  console.log(`${facts('ai-mesh', measured['ai-mesh'])}\n${facts('floor', measured.floor)}\n`);
  console.log(`${commandTable(measured)}\n`);
  console.log(`the profile: ${runs} runs, ${perSecond.toFixed(0)} a second (the profiler slows them)\n`);
  const how = { per: runs, unit: 'run', rows };
  console.log(timeList('by who asked for it, of ours and of BullMQ', timesByOwner(profile, isOwner), how));
  console.log(`\n${timesPage(timesOf(profile), how)}`);
}

/** Not the road to Redis itself: who took it. */
function isOwner(url) {
  return url.includes('node_modules/bullmq') || (/\/dist\/(?!redis\/)/.test(url) && !url.includes('node_modules'));
}

function facts(name, { perSecond, cpuMs, storeCpuMs, rssMb, foreign }) {
  const others = `others used ${(foreign * 100).toFixed(0)} % of the machine`;
  return `${name}: ${perSecond.toFixed(0)} runs/s, CPU ms a run ${cpuMs.toFixed(2)} + Redis ${storeCpuMs.toFixed(2)}, ${rssMb} MB; ${others}`;
}

function commandTable({ 'ai-mesh': ours, floor }) {
  const names = [...new Set([...Object.keys(ours.commands), ...Object.keys(floor.commands)])];
  const cells = (command) => [command?.calls.toFixed(1) ?? '–', command?.us.toFixed(0) ?? '–'];
  const head = ['command', 'ai-mesh calls/run', 'µs/run', 'floor calls/run', 'µs/run'];
  return table(
    head,
    names.map((name) => [name, ...cells(ours.commands[name]), ...cells(floor.commands[name])]),
  );
}

watchInterrupts();
try {
  await main();
} catch (error) {
  if (error?.constructor?.name !== 'Failure') throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = error.exitCode;
}
