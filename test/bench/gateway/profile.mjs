#!/usr/bin/env node
// Where the CPU of the service goes under load: the functions, and the packages and folders, with the most time of their own.
// DUR seconds (10) at C connections (32), ROWS lines (40).
import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../../scripts/failure.mjs';
import { watchInterrupts } from '../../../scripts/interrupt.mjs';
import { timesOf, timesPage } from '../cpu-profile.mjs';
import { startMesh } from './mesh.mjs';
import { withProcesses } from '../processes.mjs';
import { chatBody, meshTarget, refusalOf, startUpstream } from './targets.mjs';
import { load, requireWrk } from './wrk.mjs';

const seconds = Number(process.env.DUR ?? 10);
const connections = Number(process.env.C ?? 32);
const rows = Number(process.env.ROWS ?? 40);
const WARM_UP_SECONDS = 5;
const INTERVAL_US = 500;

async function main() {
  requireWrk();
  await withProcesses(async (processes) => {
    const upstream = await startUpstream(processes);
    const nodeArgs = ['--cpu-prof', `--cpu-prof-dir=${processes.folder}`, `--cpu-prof-interval=${INTERVAL_US}`];
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
    const file = fs.readdirSync(processes.folder).find((name) => name.endsWith('.cpuprofile'));
    if (file === undefined) throw new Failure('the service left no profile');
    const profile = JSON.parse(fs.readFileSync(path.join(processes.folder, file), 'utf8'));
    const own = timesOf(profile, (goneAt - startedAt) * 1000, (goneAt - endedAt) * 1000);
    print(own, result);
  });
}

function print(own, { requests, perSecond, cpuMs, redisCpuMs }) {
  console.log(`${requests} requests at c=${connections}, ${perSecond} a second (the profiler slows them)`);
  console.log(`CPU ms a request: ${cpuMs.toFixed(3)} of the service, ${redisCpuMs.toFixed(3)} of Redis\n`);
  console.log(timesPage(own, { per: requests, unit: 'request', rows }));
}

watchInterrupts();
try {
  await main();
} catch (error) {
  if (error?.constructor?.name !== 'Failure') throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = error.exitCode;
}
