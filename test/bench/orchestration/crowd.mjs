import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles, timesOf } from './runs.mjs';

/** Tasks that are submitted at a time while a queue is filled. */
const WRITERS = 50;
const SETTLE_DEADLINE_MS = 120_000;
/** Share of one core below which a process has nothing left to do but wait. */
const IDLE_SHARE = 0.1;

/**
 * How long submitting takes on an empty service, and with `tasks` queued that nobody can work on: every worker is held by an
 * agent that waits, and stays so.
 */
export async function submitWhileFull(service, { tasks, submits }) {
  const crowd = await service.network('crowd', 'gate');
  const other = await service.network('other', 'gate');
  const quiet = await service.network('quiet', 'noop');
  await quiet.follow();
  const empty = [];
  for (let index = 0; index < submits; index += 1) {
    let submitted;
    empty.push(...(await timesOf(1, async () => (submitted = await quiet.submit()))));
    await quiet.completed(submitted);
  }
  const startedAt = performance.now();
  await fill(crowd, tasks);
  const filledPerSecond = tasks / ((performance.now() - startedAt) / 1_000);
  await settled();
  const same = await timesOf(submits, () => crowd.submit());
  await settled();
  const others = await timesOf(submits, () => other.submit());
  return { tasks, filledPerSecond, empty: percentiles(empty), same: percentiles(same), other: percentiles(others) };
}

/**
 * What a tenant that submits one task at a time waits, first alone, then while another tenant's `tasks` are queued. Waiting ends
 * after `seconds`; a task that was not done by then counts with that time, and `unfinished` counts it.
 */
export async function fairness(service, { tasks, type, samples, seconds }) {
  const crowd = await service.network('crowd', type);
  const small = await service.network('small', type);
  for (let index = 0; index < 3; index += 1) await waitOf(service, small, AbortSignal.timeout(seconds * 1_000));
  const alone = await waits(service, small, { samples, seconds, goesOn: async () => true });
  let last;
  await fill(crowd, tasks, (ref) => (last = ref));
  const goesOn = async () => (await service.statusOf(last)) !== 'completed';
  const crowded = await waits(service, small, { samples, seconds, goesOn });
  return { tasks, type, alone, crowded };
}

async function waits(service, network, { samples, seconds, goesOn }) {
  const giveUp = AbortSignal.timeout(seconds * 1_000);
  const rows = [];
  while (rows.length < samples && !giveUp.aborted && (await goesOn())) rows.push(await waitOf(service, network, giveUp));
  const started = rows.map((row) => row.startedMs);
  const completed = rows.map((row) => row.completedMs);
  return {
    samples: rows.length,
    unfinished: rows.filter((row) => row.unfinished).length,
    started: percentiles(started),
    completed: percentiles(completed),
  };
}

/** Milliseconds from submitting a task until its first step starts, and until it is completed. */
async function waitOf(service, network, giveUp) {
  const startedAt = performance.now();
  const since = () => performance.now() - startedAt;
  let startedMs;
  const follow = async () => {
    for await (const event of service.eventsOf(await network.submit())) {
      if (event === 'step.started') startedMs ??= since();
    }
  };
  const late = new Promise((resolve) => giveUp.addEventListener('abort', () => resolve('late'), { once: true }));
  const unfinished = (await Promise.race([follow(), late])) === 'late';
  return { unfinished, startedMs: startedMs ?? since(), completedMs: since() };
}

async function fill(network, tasks, onSubmitted = () => undefined) {
  let left = tasks;
  const write = async () => {
    while ((left -= 1) >= 0) onSubmitted(await network.submit());
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

/** Waits until this process has nothing more to do for what was submitted. */
async function settled() {
  const giveUpAt = Date.now() + SETTLE_DEADLINE_MS;
  while (Date.now() < giveUpAt) {
    const before = process.cpuUsage();
    await sleep(500);
    const { user, system } = process.cpuUsage(before);
    if (user + system < 500_000 * IDLE_SHARE) return;
  }
  throw new Error('the service did not come to rest');
}
