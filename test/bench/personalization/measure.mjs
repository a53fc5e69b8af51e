// The service in this process, a client in another: `node measure.mjs COUNT`, REDIS_URL in the environment. Prints one line of JSON; the stall is
// the longest time in ms for which the event loop of the service stood still.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '../../../scripts/places.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const dist = (file) => require(path.join(ROOT, 'dist', file));
require('reflect-metadata');
const run = promisify(execFile);

const settings = { ...process.env, LOG_LEVEL: 'silent', MESH_LONG_TERM: 'off' };
const app = await dist('create-app').createApp(dist('config').loadConfig(dist('app.module').CONFIG_FRAGMENTS, settings));
await app.listen(0, '127.0.0.1');
const url = await app.getUrl();
const client = async (count) =>
  JSON.parse((await run(process.execPath, [path.join(here, 'client.mjs'), url, process.env.MESH_BOOTSTRAP_KEY, count])).stdout);

await client('1000'); // the first mails of a process are the compiler's
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const figures = await client(process.argv[2]);
delay.disable();
const stalls = { stallMs: delay.max / 1e6, stallP99Ms: delay.percentile(99) / 1e6 };
process.stdout.write(`${JSON.stringify({ ...figures, ...stalls, peakMb: process.resourceUsage().maxRSS / 1_024 })}\n`);
await app.close();
