// Makes src/models/safety/injection/weights.json from texts: node scripts/safety/train-injection.mjs FILE.jsonl … [--ordinary FILE.jsonl …], after
// `npm run build`. Each file has rows {"text", "label": 1 for an attack, "source"}; those behind --ordinary count as no attacks
// whatever their labels say. With --leave-out in front, each source of attacks is judged by a model that has seen none of it, and nothing is written.
// Rows of our own and the manuals of installed packages are added. Every row is first
// judged by a model that was made without its quarter of the rows; the threshold, and the figures that are printed, come from that.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { attacks } from './data/attacks.mjs';
import { benign } from './data/benign.mjs';
import { randomOf } from './data/grammar.mjs';
import { learn, scoreOf, windowsIn } from './learn.mjs';
import { prompts } from './prompts.mjs';
import { readmes } from './readmes.mjs';

const require = createRequire(import.meta.url);
const parts = { ...require('../../dist/models/safety/injection/features.js'), ...require('../../dist/models/safety/injection/windows.js') };
const { normalView } = require('../../dist/text/views/normal.js');

const TARGET = new URL('../../src/models/safety/injection/weights.json', import.meta.url);
const FOLDS = 4;
const SEED = 7;
/** Of each source of ordinary texts with at least so many rows no more than this share is flagged. */
const FALSE_ALARMS = { share: 0.015, leastRows: 60 };
/** Of all of them together no more than this gets a score of .9. */
const SURE_SHARE = 0.001;
/** Rows that were made, or are not what people write to models, count for less. */
const WEIGHT = { made: 0.6, prose: 0.7, attack: 2, ordinary: 1.5 };

const byLeavingOut = process.argv[2] === '--leave-out';
const files = process.argv.slice(byLeavingOut ? 3 : 2);
const ordinaryFrom = files.includes('--ordinary') ? files.indexOf('--ordinary') : files.length;
const given = files.flatMap((file, at) => {
  if (at === ordinaryFrom) return [];
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return at < ordinaryFrom ? lines : lines.map((row) => ({ ...row, label: 0 }));
});
const rows = [...given, ...attacks(randomOf(1)), ...benign(randomOf(2)), ...prompts(), ...readmes()]
  .filter(({ text }) => text.trim() !== '')
  .map(({ text, label, source }) => ({ text, label, source, fold: createHash('sha256').update(text).digest()[0] % FOLDS }));
const examples = rows
  .map((row) => ({ ...row, weight: weightOf(row), windows: windowsIn((normalView(row.text) ?? row).text, parts) }))
  .filter(({ windows }) => windows.length > 0);
console.error(`${examples.length} rows, ${examples.filter(({ label }) => label === 1).length} attacks`);

for (let fold = 0; fold < FOLDS; fold += 1) {
  const model = learn(
    examples.filter((row) => row.fold !== fold),
    parts.BUCKETS,
    SEED,
  );
  for (const row of examples) if (row.fold === fold) row.score = scoreOf(row.windows, model);
  console.error(`judged quarter ${fold + 1} of ${FOLDS}`);
}
const ordinary = Object.entries(
  groupBy(
    examples.filter(({ label }) => label === 0),
    ({ source }) => source,
  ),
);
const threshold = Math.max(
  ...ordinary.filter(([, own]) => own.length >= FALSE_ALARMS.leastRows).map(([, own]) => quantile(own, FALSE_ALARMS.share)),
);
const sure = Math.max(
  threshold + 0.5,
  quantile(
    ordinary.flatMap(([, own]) => own),
    SURE_SHARE,
  ),
);
const slope = Math.log(9) / (sure - threshold);

if (byLeavingOut) {
  // How it would do on a source that it has never seen: nothing is written.
  for (const source of new Set(examples.filter(({ label }) => label === 1).map((row) => row.source))) {
    const without = learn(
      examples.filter((row) => row.source !== source || row.label === 0),
      parts.BUCKETS,
      SEED,
    );
    const own = examples.filter((row) => row.source === source && row.label === 1);
    console.log(`${source}: ${own.filter(({ windows }) => scoreOf(windows, without) >= threshold).length} of ${own.length}`);
  }
  process.exit(0);
}
const model = learn(examples, parts.BUCKETS, SEED);
const largest = model.weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
const step = largest / 127;
const bytes = Int8Array.from(model.weights, (weight) => Math.round(weight / step));
const figures = Object.fromEntries(
  Object.entries(groupBy(examples, ({ source, label }) => `${source} ${label === 1 ? 'attacks' : 'ordinary'}`)).map(([name, own]) => [
    name,
    { rows: own.length, flagged: own.filter(({ score }) => score >= threshold).length },
  ]),
);
const head = {
  version: 1,
  buckets: parts.BUCKETS,
  rows: createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16),
  bias: model.bias,
  step,
  threshold,
  slope,
};
writeFileSync(TARGET, `${JSON.stringify({ ...head, weights: Buffer.from(bytes.buffer).toString('base64') })}\n`);
console.log(JSON.stringify({ ...head, figures }, null, 2));

function weightOf({ source, label }) {
  if (source.startsWith('own:')) return WEIGHT.made;
  if (label === 1) return WEIGHT.attack;
  return source === 'readmes' || source.startsWith('presidio') ? WEIGHT.prose : WEIGHT.ordinary;
}

function groupBy(all, keyOf) {
  const groups = {};
  for (const one of all) (groups[keyOf(one)] ??= []).push(one);
  return groups;
}

/** The score that no more than `share` of some rows reach. */
function quantile(own, share) {
  const scores = own.map(({ score }) => score).sort((a, b) => b - a);
  return scores[Math.floor(scores.length * share)] + 1e-6;
}
