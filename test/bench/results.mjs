import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { CACHE, ROOT, shown } from '../../scripts/places.mjs';
import { say } from '../../scripts/progress.mjs';

/**
 * Writes what was measured as data, page and picture: to docs/benchmarks when it is whole, else to the cache.
 * @param {string} name of the files
 * @param {object} results
 * @param {{ report: (results: object) => string, chart: (results: object) => string, isWhole: boolean }} how
 */
export async function writeResults(name, results, { report, chart, isWhole }) {
  const folder = isWhole ? path.join(ROOT, 'docs/benchmarks') : path.join(CACHE, 'bench');
  fs.mkdirSync(folder, { recursive: true });
  const page = await formatted(`${name}.md`, report(results));
  fs.writeFileSync(path.join(folder, `${name}.md`), page);
  fs.writeFileSync(path.join(folder, `${name}.json`), await formatted(`${name}.json`, JSON.stringify(results, rounded, 2)));
  fs.writeFileSync(path.join(folder, `${name}.svg`), chart(results));
  process.stdout.write(page);
  say(`written to ${shown(folder)}/${name}.{md,json,svg}`);
}

/** As `npm run check` wants every file of the repository. */
async function formatted(name, text) {
  const filepath = path.join(ROOT, 'docs/benchmarks', name);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

function rounded(_name, value) {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
