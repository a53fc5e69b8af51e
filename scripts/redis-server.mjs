import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { freePort } from './free-port.mjs';
import { shown } from './places.mjs';
import { probeRedis } from './redis-probe.mjs';

const READY_DEADLINE_MS = 30_000; // an append-only file of some GB is loaded in that time
const POLL_MS = 20;
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', ''];

/**
 * Starts a Redis server on a free port of the loopback interface. It outlives this process and keeps an append-only file, of
 * which at most the last second can be lost.
 * @param {{ program: string, env: object }} binary
 * @param {string} folder where it keeps its data and its log
 * @returns {Promise<{ url: string, pid: number }>} once it answers
 * @throws Failure when it does not come up, with the end of its log
 */
export async function startRedisServer({ program, env }, folder) {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const log = path.join(folder, 'redis.log');
  const output = fs.openSync(log, 'a', 0o600);
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--protected-mode',
    'yes',
    '--dir',
    folder,
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn(program, [...settings, '--daemonize', 'no', ...DURABLE], {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  fs.closeSync(output);
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon); // until it is ready nobody else knows of it
  let ended = '';
  child.on('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`)).on('error', (error) => (ended = error.message));
  child.unref();
  const url = `redis://127.0.0.1:${port}`;
  const giveUpAt = Date.now() + READY_DEADLINE_MS;
  let reason = '';
  while (!ended && Date.now() < giveUpAt) {
    const answer = await probeRedis(url, 500);
    if (answer.ok && (answer.processId ?? child.pid) === child.pid) {
      process.removeListener('exit', abandon);
      return { url, pid: child.pid };
    }
    reason = answer.ok ? 'another server took its port' : answer.reason;
    await sleep(POLL_MS);
  }
  process.removeListener('exit', abandon);
  if (!ended) abandon();
  throw new Failure(`${program} did not come up: ${ended || reason}; its log is ${shown(log)}${lastLines(log, 5)}`);
}

function lastLines(file, count) {
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n').slice(-count);
  return lines.map((line) => `\n  ${line}`).join('');
}
