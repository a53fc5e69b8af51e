import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { isAlive } from './is-alive.mjs';
import { probeRedis } from './redis-probe.mjs';

const KILL_DEADLINE_MS = 5000;
const LOADING_DEADLINE_MS = 30_000;

/** The file in a private server's folder that tells which process it is and where it listens. */
export function stateFile(folder) {
  return path.join(folder, 'private.json');
}

/** Notes a server just started, for those who come later. */
export function remember(folder, { url, pid }) {
  const file = stateFile(folder);
  fs.writeFileSync(`${file}.new`, JSON.stringify({ url, pid }), { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
}

/**
 * The private server of `folder`, when it runs. It is known by the process id it tells itself, so a number that the system
 * has given to another program since is never taken for it.
 * @returns {Promise<{ url: string, pid: number } | undefined>}
 */
export async function runningPrivate(folder) {
  let state;
  try {
    state = JSON.parse(fs.readFileSync(stateFile(folder), 'utf8'));
  } catch {
    return undefined;
  }
  const giveUpAt = Date.now() + LOADING_DEADLINE_MS;
  while (isAlive(state.pid)) {
    const answer = await probeRedis(state.url, 2000);
    if (answer.ok) return answer.processId === state.pid ? state : undefined;
    if (!answer.busy || Date.now() > giveUpAt) return undefined;
    await sleep(50);
  }
  return undefined;
}

/**
 * Asks a private server to end and waits until it is gone.
 * @param {{ pid: number }} server as `runningPrivate` gave it
 * @param {number} deadlineMs after which it is killed
 * @throws Failure when even that does not end it
 */
export async function endPrivate(folder, { pid }, deadlineMs) {
  const killAt = Date.now() + deadlineMs;
  signal(pid, 'SIGTERM');
  while (isAlive(pid)) {
    if (Date.now() > killAt + KILL_DEADLINE_MS) throw new Failure(`the private Redis (process ${pid}) cannot be ended`);
    if (Date.now() > killAt) signal(pid, 'SIGKILL');
    await sleep(20);
  }
  fs.rmSync(stateFile(folder), { force: true });
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // already gone
  }
}
