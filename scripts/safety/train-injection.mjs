// Makes src/models/safety/injection/weights.json from texts: node scripts/safety/train-injection.mjs FILE.jsonl … [--ordinary FILE.jsonl …], after
// `npm run build`. Each file has rows {"text", "label": 1 for an attack, "source"}; those behind --ordinary count as no attacks
// whatever their labels say. With --leave-out in front, each source of attacks is judged by a model that has seen none of it and of its like, and
// nothing is written. Rows of our own and the manuals of installed packages are added. Every row is first
// judged by a model that was made without its quarter of the rows; the threshold, and the figures that are printed, come from that.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { learn, scoreOf, windowsIn } from './learn.mjs';
import { familyOf, rowsOf } from './rows.mjs';

const require = createRequire(import.meta.url);
const parts = Object.assign(
  {},
  ...['tokens', 'features', 'windows'].map((name) => require(`../../dist/models/safety/injection/${name}.js`)),
);
const { normalView } = require('../../dist/text/views/normal.js');

const TARGET = new URL('../../src/models/safety/injection/weights.json', import.meta.url);
const FOLDS = 4;
const SEED = 7;
/** The share of ordinary texts that may be flagged: of those that others wrote, of ours, and of each source with at least so many rows. */
const FALSE_ALARMS = { ofOthers: 0.003, ofOurs: 0.005, ofSource: 0.015, leastRows: 60 };
/** Of all of them together no more than this gets a score of .9. */
const SURE_SHARE = 0.001;

const byLeavingOut = process.argv[2] === '--leave-out';
const files = process.argv.slice(byLeavingOut ? 3 : 2);
const ordinaryFrom = files.includes('--ordinary') ? files.indexOf('--ordinary') : files.length;
const rows = rowsOf(files.slice(0, ordinaryFrom), files.slice(ordinaryFrom + 1), FOLDS);
const examples = rows
  .map((row) => ({ ...row, windows: windowsIn((normalView(row.text) ?? row).text, parts) }))
  .filter(({ windows }) => windows.length > 0);
const ordinary = examples.filter(({ label }) => label === 0);
const harmful = examples.filter(({ label }) => label === 1);
console.error(`${examples.length} rows, ${harmful.length} attacks`);

for (let fold = 0; fold < FOLDS; fold += 1) {
  const model = modelFrom((row) => row.fold !== fold);
  for (const row of examples) if (row.fold === fold) row.score = scoreOf(row.windows, model);
  console.error(`judged quarter ${fold + 1} of ${FOLDS}`);
}
const threshold = thresholdOf(ordinary);
if (byLeavingOut) leaveOut();
else write();

/** How it would do on a source that it has never seen. */
function leaveOut() {
  for (const family of new Set(harmful.map(({ source }) => familyOf(source)))) {
    const without = modelFrom(({ source, label }) => label === 0 || familyOf(source) !== family);
    const own = harmful
      .filter(({ source }) => familyOf(source) === family)
      .map((row) => ({ ...row, score: scoreOf(row.windows, without) }));
    for (const [source, all] of Object.entries(groupBy(own, (row) => row.source)))
      console.log(`${source}: ${flagged(all)} of ${all.length}`);
  }
}

function write() {
  const model = modelFrom(() => true);
  const sure = Math.max(threshold + 0.5, quantile(ordinary, SURE_SHARE));
  const words = quantised(model.weights.subarray(0, parts.WORD_BUCKETS));
  const concepts = quantised(model.weights.subarray(parts.WORD_BUCKETS));
  const head = {
    version: 2,
    rows: createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16),
    bias: model.bias,
    threshold,
    slope: Math.log(9) / (sure - threshold),
    wordStep: words.step,
    conceptStep: concepts.step,
  };
  writeFileSync(TARGET, `${JSON.stringify({ ...head, words: words.base64, concepts: concepts.base64 }, null, 2)}\n`);
  const sources = groupBy(examples, ({ source, label }) => `${source} ${label === 1 ? 'attacks' : 'ordinary'}`);
  const figures = Object.fromEntries(Object.entries(sources).map(([name, own]) => [name, `${flagged(own)} of ${own.length}`]));
  console.log(JSON.stringify({ ...head, figures }, null, 2));
}

function modelFrom(isTaken) {
  return learn(examples.filter(isTaken), parts.BUCKETS, SEED);
}

/** Weights in one byte each. */
function quantised(weights) {
  const step = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  return { step, base64: Buffer.from(Int8Array.from(weights, (weight) => Math.round(weight / step)).buffer).toString('base64') };
}

/** The lowest one that lets no more ordinary texts be flagged than may be. */
function thresholdOf(all) {
  const [ours, others] = [all.filter(isOurs), all.filter((row) => !isOurs(row))];
  const sources = Object.values(groupBy(others, ({ source }) => source)).filter((own) => own.length >= FALSE_ALARMS.leastRows);
  return Math.max(
    quantile(ours, FALSE_ALARMS.ofOurs),
    quantile(others, FALSE_ALARMS.ofOthers),
    ...sources.map((own) => quantile(own, FALSE_ALARMS.ofSource)),
  );
}

function isOurs({ source }) {
  return source.startsWith('own:');
}

function flagged(all) {
  return all.filter(({ score }) => score >= threshold).length;
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
