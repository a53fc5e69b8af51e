import { memoryOf, treeCpuSecondsOf, watchCpu } from '../processor.mjs';
import { watchCommands } from './redis-commands.mjs';

/** Milliseconds that a contender may take beyond what it was asked to. */
const GRACE_MS = 60_000;

/** Runs with so many in flight for some seconds: runs a second, and what each cost. */
export async function measureLoad(contender, { seconds, inFlight }) {
  return withCosts(contender, () => contender.ask('load', { seconds, inFlight }, seconds * 1_000 + GRACE_MS));
}

/** Runs one at a time. */
export async function measureIdle(contender, { runs }) {
  return withCosts(contender, () => contender.ask('oneByOne', { runs }, GRACE_MS));
}

/** CPU milliseconds a run of the engine and of its store, by /proc; what Redis was asked; memory. */
async function withCosts({ pid, storePid, redisUrl }, work) {
  const commands = redisUrl && (await watchCommands(redisUrl));
  const storeSeconds = () => (storePid === undefined ? 0 : treeCpuSecondsOf(storePid));
  const [seen, storeBefore] = [watchCpu({ engine: pid }), storeSeconds()];
  const row = await work();
  const { cpuSeconds, foreign } = seen();
  const ofStore = storeSeconds() - storeBefore;
  return {
    ...row,
    cpuMs: (cpuSeconds.engine * 1_000) / row.runs,
    storeCpuMs: (ofStore * 1_000) / row.runs,
    rssMb: memoryOf(pid).rssMb,
    foreign: foreign(ofStore),
    ...(commands && { commands: perRun(await commands(), row.runs) }),
  };
}

function perRun(commands, runs) {
  return Object.fromEntries(Object.entries(commands).map(([name, { calls, us }]) => [name, { calls: calls / runs, us: us / runs }]));
}
