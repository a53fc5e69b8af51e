import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { freePort } from './free-port.mjs';
import { DATA, ROOT, shown } from './places.mjs';
import { startProgress } from './progress.mjs';

const READY_DEADLINE_MS = 30_000;
const POLL_MS = 50;
const LOG_LINES_SHOWN = 15;

/**
 * Starts the built service on a free loopback port, in a process group of its own: Ctrl-C does not reach it, its starter ends it.
 * @param {string[]} args of Node
 * @param {NodeJS.ProcessEnv} env
 * @param {string} log the file that gets what it prints, emptied first
 * @param {string} [data] where it keeps its state
 * @returns {Promise<{ url: string, child: import('node:child_process').ChildProcess }>} once it is ready
 * @throws Failure with the end of its log when it dies or is not ready in time
 */
export async function startBackgroundService(args, env, log, data = DATA) {
  const port = await freePort();
  fs.mkdirSync(path.dirname(log), { recursive: true, mode: 0o700 });
  const output = fs.openSync(log, 'w', 0o600);
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...env, HOST: '127.0.0.1', PORT: String(port), MESH_DATA_DIR: data },
  });
  fs.closeSync(output);
  const abandon = () => child.kill('SIGTERM');
  process.once('exit', abandon);
  child.once('exit', () => process.removeListener('exit', abandon));
  let failure = '';
  child.on('error', (error) => (failure = error.message));
  child.on('exit', (code, signal) => (failure = `it ended with ${signal ?? code}`));

  const url = `http://127.0.0.1:${port}`;
  const progress = startProgress('starting the service', () => url);
  const giveUpAt = Date.now() + READY_DEADLINE_MS;
  let answer = 'it does not listen yet';
  while (!failure && Date.now() < giveUpAt) {
    answer = await readiness(url);
    if (answer === '') {
      progress.done(`the service is ready at ${url}, its log is ${shown(log)}`);
      return { url, child };
    }
    await sleep(POLL_MS);
  }
  progress.failed();
  child.kill('SIGKILL');
  throw new Failure(
    `the service did not start: ${failure || `not ready after ${READY_DEADLINE_MS / 1000} s (${answer})`}; ${shown(log)} ends with${end(log)}`,
  );
}

/** Empty when the service says that it is ready, else why not. */
async function readiness(url) {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) });
    return response.ok ? '' : `/health/ready answers ${response.status}: ${(await response.text()).slice(0, 300)}`;
  } catch {
    return 'it does not listen yet';
  }
}

function end(log) {
  const lines = fs.readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LOG_LINES_SHOWN);
  return lines.map((line) => `\n  ${line}`).join('');
}
