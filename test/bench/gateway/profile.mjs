#!/usr/bin/env node
// Where the CPU of the service goes under load: the functions, and the packages and folders, with the most time of their own.
// DUR seconds (10) at C connections (32), ROWS lines (40).
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from '../../../scripts/failure.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { ROOT } from '../../../scripts/places.mjs';
import { startMesh } from './mesh.mjs';
import { Processes } from '../processes.mjs';
import { chatBody, meshTarget, refusalOf, startUpstream } from './targets.mjs';
import { load, requireWrk } from './wrk.mjs';

const seconds = Number(process.env.DUR ?? 10);
const connections = Number(process.env.C ?? 32);
const rows = Number(process.env.ROWS ?? 40);
const WARM_UP_SECONDS = 5;
const INTERVAL_US = 500;

async function main() {
  requireWrk();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ai-mesh-profile-'));
  const processes = new Processes(folder);
  try {
    const upstream = await startUpstream(processes);
    const nodeArgs = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${INTERVAL_US}`];
    const target = meshTarget(await startMesh(processes, { upstreamPort: upstream.port, nodeArgs }));
    const refusal = await refusalOf(target);
    if (refusal !== undefined) throw new Failure(`nothing to profile: ${target.path} answers ${refusal}`);
    const body = chatBody();
    await load(target, { connections, seconds: WARM_UP_SECONDS, body, upstream });
    const startedAt = performance.now();
    const result = await load(target, { connections, seconds, body, upstream });
    const endedAt = performance.now();
    await processes.endOne('ai-mesh'); // it writes the profile as it ends
    const goneAt = performance.now();
    const file = fs.readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
    if (file === undefined) throw new Failure('the service left no profile');
    const profile = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
    const own = timesOf(profile, (goneAt - startedAt) * 1000, (goneAt - endedAt) * 1000);
    print(own, result);
  } finally {
    await processes.end();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Microseconds per call frame, its own (`us`) and with what it calls (`totalUs`), for samples between `fromUs` and `toUs` before the end. */
function timesOf({ nodes, samples, timeDeltas, startTime, endTime }, fromUs, toUs) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node;
  const own = new Map();
  const entryOf = ({ callFrame: { functionName, url, lineNumber } }) => {
    const name = `${functionName || '(anonymous)'}${url === '' ? '' : ` ${shortened(url)}:${lineNumber + 1}`}`;
    const known = own.get(name) ?? { us: 0, totalUs: 0, area: areaOf(functionName, url) };
    own.set(name, known);
    return known;
  };
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index];
    if (at < endTime - fromUs || at > endTime - toUs) continue;
    const us = timeDeltas[index + 1] ?? 0;
    entryOf(byId.get(id)).us += us;
    const seen = new Set();
    for (let node = byId.get(id); node !== undefined; node = node.parent) seen.add(entryOf(node));
    for (const entry of seen) entry.totalUs += us; // once, however deep a function calls itself
  }
  return own;
}

function shortened(url) {
  return url
    .replace(/.*node_modules\//, '')
    .replace(/^file:\/\//, '')
    .replace(`${ROOT}/`, '');
}

/** The package, the folder of ours or the part of Node that a function belongs to. */
function areaOf(functionName, url) {
  const packaged = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  const own = /dist\/[^/]+/.exec(url)?.[0];
  const builtIn = /^node:(?:internal\/(?:deps\/)?)?[^/]+/.exec(url)?.[0];
  return packaged ?? own ?? builtIn ?? (functionName.startsWith('(') ? functionName : 'native');
}

function print(own, { requests, perSecond, cpuMs, redisCpuMs }) {
  const busy = [...own].filter(([name]) => name !== '(idle)');
  const total = busy.reduce((sum, [, { us }]) => sum + us, 0);
  const areas = new Map();
  for (const [, { us, area }] of busy) areas.set(area, (areas.get(area) ?? 0) + us);
  console.log(`${requests} requests at c=${connections}, ${perSecond} a second (the profiler slows them)`);
  console.log(`CPU ms a request: ${cpuMs.toFixed(3)} of the service, ${redisCpuMs.toFixed(3)} of Redis\n`);
  const lines = (entries) => entries.sort(([, a], [, b]) => b - a).slice(0, rows);
  const line = ([name, us]) =>
    `${((us / total) * 100).toFixed(1).padStart(6)} %  ${(us / requests).toFixed(2).padStart(8)} µs/request  ${name}`;
  console.log(
    'by package and folder\n' +
      lines([...areas])
        .map(line)
        .join('\n'),
  );
  const functions = busy.map(([name, { us }]) => [name, us]);
  console.log('\nby function\n' + lines(functions).map(line).join('\n'));
  const inclusive = busy.map(([name, { totalUs }]) => [name, totalUs]);
  console.log('\nby function, with what it calls\n' + lines(inclusive).map(line).join('\n'));
}

watchInterrupts();
try {
  await main();
} catch (error) {
  if (error?.constructor?.name !== 'Failure') throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = error.exitCode;
}
