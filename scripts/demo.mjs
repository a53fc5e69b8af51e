import fs from 'node:fs';
import path from 'node:path';
import { startBackgroundService } from './background-service.mjs';
import { endChild } from './end-child.mjs';
import { Failure } from './failure.mjs';
import { runInForeground } from './foreground.mjs';
import { DATA, ROOT, shown } from './places.mjs';
import { say } from './progress.mjs';
import { prepareService, SERVICE } from './start.mjs';

const CLIENT = 'examples/hillstrom-2008/demo.mjs';
const LOG = path.join(DATA, 'demo-service.log');
const END_DEADLINE_MS = 15_000;

/** Starts the service, runs the demo against it as any client would, and ends the service. @returns the client's exit code */
export async function demo(args) {
  const env = await prepareService();
  const { url, child } = await startBackgroundService(SERVICE, env, LOG);
  try {
    const client = { ...process.env, MESH_URL: url, MESH_API_KEY: adminKey(), MESH_DEMO_STARTED_BY: 'npm run demo' };
    return await runInForeground([CLIENT, ...args], { cwd: ROOT, env: client });
  } finally {
    if (!(await endChild(child, END_DEADLINE_MS))) say(`the service did not end within ${END_DEADLINE_MS / 1000} s and was killed`);
  }
}

/** The key that the service made for its owner at its first start, unless one was given. */
function adminKey() {
  if (process.env.MESH_BOOTSTRAP_KEY) return process.env.MESH_BOOTSTRAP_KEY;
  const file = path.join(DATA, 'admin.key');
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    throw new Failure(`the service is ready but left no key in ${shown(file)}; set MESH_BOOTSTRAP_KEY, or see ${shown(LOG)}`);
  }
}
