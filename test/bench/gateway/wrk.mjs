import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../../scripts/failure.mjs';
import { onPath } from '../../../scripts/on-path.mjs';
import { cpuSecondsOf, memoryOf, watchCpu } from '../processor.mjs';
import { completionsAt } from './targets.mjs';

const SCRIPT = path.join(path.dirname(fileURLToPath(import.meta.url)), 'post.lua');

/** @throws Failure where there is no wrk */
export function requireWrk() {
  if (!onPath('wrk')) throw new Failure('the benchmark needs wrk: apt-get install -y wrk (or brew install wrk)');
}

/**
 * Loads one target with one thread of wrk.
 * @param {import('./targets.mjs').Target} target
 * @param {{ connections: number, seconds: number, body: string, upstream: { port: number, pid: number } }} load
 * @returns {Promise<object>} requests and errors counted, latencies in ms, CPU in ms a request, memory in MB, `foreign` and `steal`
 *   as shares of the machine, `upstreamShare` as completions at the upstream for each answer
 * @throws Failure when wrk does not report
 */
export async function load(target, { connections, seconds, body, upstream }) {
  const askedBefore = await completionsAt(upstream);
  const seen = watchCpu({ ...target.pids, upstream: upstream.pid });
  const { output, cpuSeconds: wrkSeconds } = await run(target, connections, seconds, body);
  const { cpuSeconds, foreign, steal } = seen();
  const numbers = /RESULT (.+)/.exec(output)?.[1].split(' ').map(Number);
  if (!numbers) throw new Failure(`wrk did not report on ${target.name}: ${output.slice(0, 500)}`);
  const [requests, perSecond, p50, p95, p99, max, errors, non2xx] = numbers;
  const asked = (await completionsAt(upstream)) - askedBefore;
  const perRequest = (name) => (target.pids[name] === undefined ? undefined : (cpuSeconds[name] * 1000) / requests);
  return {
    requests,
    perSecond,
    p50,
    p95,
    p99,
    max,
    errors,
    non2xx,
    cpuMs: perRequest('gateway'),
    redisCpuMs: perRequest('redis'),
    rssMb: target.pids.gateway === undefined ? undefined : memoryOf(target.pids.gateway).rssMb,
    upstreamShare: asked / requests,
    foreign: foreign(wrkSeconds),
    steal,
  };
}

function run({ port, path: route, headers }, connections, seconds, body) {
  return new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      BODY: body,
      HEADERS: Object.entries(headers)
        .map((header) => header.join(': '))
        .join('\n'),
    };
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', '-s', SCRIPT, `http://127.0.0.1:${port}${route}`];
    const child = spawn('wrk', args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    let output = '';
    let cpuSeconds = 0;
    // What it used is gone with it, so the last look before its end counts.
    const look = setInterval(() => (cpuSeconds = cpuSecondsOf(child.pid) || cpuSeconds), 100);
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject).once('close', () => {
      clearInterval(look);
      process.removeListener('exit', kill);
      resolve({ output, cpuSeconds });
    });
  });
}
