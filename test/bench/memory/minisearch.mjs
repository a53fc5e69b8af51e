// The same texts and queries in MiniSearch, with its defaults: `node minisearch.mjs SIZE MODULES`. Prints one line of JSON.
import { createRequire } from 'node:module';
import path from 'node:path';
import { quantile } from '../statistics.mjs';
import { textsOf } from './texts.mjs';

const size = Number(process.argv[2]);
const SEARCHES = 300;
const MiniSearch = createRequire(path.join(process.argv[3], '.'))('minisearch');

const texts = textsOf(12_345);
const documents = Array.from({ length: size }, (_unused, id) => ({ id, content: texts.memory(id).content }));
const index = new MiniSearch({ fields: ['content'] });
const startedAt = performance.now();
for (const document of documents) index.add(document);
const addsPerSecond = size / ((performance.now() - startedAt) / 1_000);
const searches = Array.from({ length: SEARCHES }, () => {
  const query = texts.query();
  const begin = performance.now();
  index.search(query).slice(0, 10);
  return performance.now() - begin;
});
const rssMb = Math.round(process.memoryUsage.rss() / 2 ** 20);
process.stdout.write(
  `${JSON.stringify({ size, addsPerSecond, searchP50: quantile(searches, 0.5), searchP95: quantile(searches, 0.95), rssMb })}\n`,
);
