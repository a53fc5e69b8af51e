// One upload of about BYTES, its profile, and reading it: `node measure.mjs BYTES`, REDIS_URL in the environment. Prints one line of JSON;
// stalls are the longest time in ms for which the event loop of the service stood still.
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

const TENANT = 'default';
const config = dist('config').loadConfig(dist('app.module').CONFIG_FRAGMENTS, {
  ...process.env,
  LOG_LEVEL: 'silent',
  MESH_LONG_TERM: 'off',
});
const app = await dist('create-app').createApp(config);
await app.listen(0, '127.0.0.1');
const datasets = app.get(dist('datasets').Datasets, { strict: false });
const { networkId } = await app
  .get(dist('networks').NetworksService, { strict: false })
  .create({ tenantId: TENANT, userId: 'b' }, { name: 'b' });

const url = `${await app.getUrl()}/api/mesh/networks/${networkId}/datasets`;
const client = async (...args) => JSON.parse((await run(process.execPath, [path.join(here, 'upload.mjs'), ...args])).stdout);

/** Runs `work`, and says how long it took, how long the loop stood still and how the process grew. */
async function watched(work) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const rssBefore = process.memoryUsage.rss();
  let rssMost = rssBefore;
  const look = setInterval(() => (rssMost = Math.max(rssMost, process.memoryUsage.rss())), 20);
  delay.enable();
  const startedAt = performance.now();
  const result = await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  delay.disable();
  clearInterval(look);
  return { result, seconds, stallMs: delay.max / 1e6, stallP99Ms: delay.percentile(99) / 1e6, grownMb: (rssMost - rssBefore) / 2 ** 20 };
}

const key = process.env.MESH_BOOTSTRAP_KEY;
await client(url, key, '20000'); // the first upload of a process is the compiler's
const upload = await watched(() => client(url, key, process.argv[2]));
const { dataset_id: datasetId, rows, bytes } = upload.result.answer;
const dataset = await datasets.open({ tenantId: TENANT, networkId }, datasetId);
const read = await watched(async () => {
  let cells = 0;
  for await (const block of dataset.blocks()) cells += block.rows * Object.keys(block.columns).length;
  return cells;
});
const profile = await watched(async () => (await fetch(`${url}/${datasetId}`, { headers: { Authorization: `Bearer ${key}` } })).json());
const figures = {
  sentBytes: upload.result.bytes,
  rows,
  keptBytes: bytes,
  uploadSeconds: upload.result.seconds,
  uploadStallMs: upload.stallMs,
  uploadStallP99Ms: upload.stallP99Ms,
  uploadGrownMb: upload.grownMb,
  readSeconds: read.seconds,
  readStallMs: read.stallMs,
  profileSeconds: profile.seconds,
  profileStallMs: profile.stallMs,
  profileGrownMb: profile.grownMb,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
await app.close();
