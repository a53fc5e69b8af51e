// Measures one network of SIZE memories through the service layer, in a process of its own: `node measure.mjs SIZE`, REDIS_URL in the
// environment. Prints one line of JSON.
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../../../scripts/places.mjs';
import { quantile } from '../statistics.mjs';
import { textsOf } from './texts.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(path.join(ROOT, 'dist', file));
require('reflect-metadata');

const size = Number(process.argv[2]);
const BATCH = 500;
const WRITERS = 2;
const SINGLE = 1_000;
const SEARCHES = Number(process.env.SEARCHES ?? 500);
const WARM_UP = 100;
const TENANT = 'default';

const { CONFIG_FRAGMENTS } = dist('app.module');
const config = dist('config').loadConfig(CONFIG_FRAGMENTS, { ...process.env, LOG_LEVEL: 'silent', MESH_LONG_TERM: 'off' });
const app = await dist('create-app').createApp(config);
await app.init();
const memory = app.get(dist('memory').MemoryService, { strict: false });
const redis = app.get(dist('redis').RedisClient, { strict: false });
const networks = app.get(dist('networks').NetworksService, { strict: false });

async function main() {
  const { networkId } = await networks.create({ tenantId: TENANT, userId: 'benchmark' }, { name: 'benchmark' });
  const texts = textsOf(12_345);
  let number = 0;
  const next = () => texts.memory(number++);
  await redis.run((r) => r.config('SET', 'slowlog-log-slower-than', '1000', 'slowlog-max-len', '1000'));
  await redis.run((r) => r.slowlog('RESET'));

  const batches = Array.from({ length: Math.ceil(size / BATCH) }, () => Array.from({ length: Math.min(BATCH, size) }, next));
  const batchedPerSecond = size / (await secondsOf(() => inParallel(WRITERS, batches, (batch) => memory.addAll(TENANT, networkId, batch))));
  const columns = await bytesByKey(networkId);

  const writes = [];
  for (let count = 0; count < SINGLE; count += 1) writes.push(await millisecondsOf(() => memory.add(TENANT, networkId, next())));
  const single = Array.from({ length: 3 * SINGLE }, next);
  const singlePerSecond = single.length / (await secondsOf(() => inParallel(32, single, (one) => memory.add(TENANT, networkId, one))));

  const search = (limit) => memory.search(TENANT, networkId, texts.query(), {}, limit);
  const firstSearchMs = await millisecondsOf(() => search(10));
  for (let count = 0; count < WARM_UP; count += 1) await search(10);
  const searches = [];
  for (let count = 0; count < SEARCHES; count += 1) searches.push(await millisecondsOf(() => search(10)));
  const slow = await redis.run((r) => r.slowlog('GET', 1_000));
  return {
    size,
    batchedPerSecond,
    singlePerSecond,
    writeP50: quantile(writes, 0.5),
    writeP95: quantile(writes, 0.95),
    firstSearchMs,
    searchP50: quantile(searches, 0.5),
    searchP95: quantile(searches, 0.95),
    searchP99: quantile(searches, 0.99),
    indexBytes: columns.index / size,
    itemBytes: columns.items / size,
    slowestCallMs:
      Math.max(0, ...slow.map(([, , microseconds, [command]]) => (/^(config|memory|scan)$/i.test(command) ? 0 : microseconds))) / 1_000,
    rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
}

/** Bytes that Redis needs for the bodies of the memories, and for all that finds them. */
async function bytesByKey(networkId) {
  const bytes = { items: 0, index: 0 };
  let cursor = '0';
  do {
    const [after, keys] = await redis.run((r) => r.scan(cursor, 'MATCH', `*${networkId}}:mem:*`, 'COUNT', 1_000));
    cursor = after;
    for (const key of keys) {
      bytes[key.includes(':mem:items:') ? 'items' : 'index'] += Number(await redis.run((r) => r.memory('USAGE', key, 'SAMPLES', 200)));
    }
  } while (cursor !== '0');
  return bytes;
}

async function inParallel(workers, all, work) {
  let at = 0;
  const worker = async () => {
    while (at < all.length) await work(all[at++]);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

async function millisecondsOf(work) {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const secondsOf = async (work) => (await millisecondsOf(work)) / 1_000;

process.stdout.write(`${JSON.stringify(await main())}\n`);
await app.close();
