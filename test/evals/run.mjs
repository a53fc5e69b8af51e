#!/usr/bin/env node
// Runs the evals against the service at MESH_URL with the key MESH_API_KEY: run.mjs [--folder=test/evals] [--write]; ONLY=<agent type> runs one agent's. Exits with 1
// when a check does not hold. `npm run eval` starts the service first.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { readEvalSets } from './eval-set.mjs';
import { MeshClient } from './mesh-client.mjs';
import { faultsOf, pageOf, rowsOf, tableOf } from './report.mjs';
import { runCase } from './run-case.mjs';

/** Cases at a time: one that waits for a model does not keep the others waiting. */
const LANES = 4;
const FOLDER = path.dirname(fileURLToPath(import.meta.url));
const DOCS = path.resolve(FOLDER, '../../docs');

const { values } = parseArgs({ options: { folder: { type: 'string', default: FOLDER }, write: { type: 'boolean', default: false } } });
const { MESH_URL, MESH_API_KEY, ONLY } = process.env;
if (values.write && ONLY) {
  console.error('the page is of all agents: --write goes without ONLY');
  process.exit(2);
}
if (!MESH_URL || !MESH_API_KEY) {
  console.error('MESH_URL and MESH_API_KEY must name a running service; npm run eval starts one');
  process.exit(2);
}
const sets = await readEvalSets(values.folder, ONLY || undefined);
const cases = sets.flatMap(({ agentType, cases }) => cases.map((evalCase) => ({ agentType, evalCase })));
if (cases.length === 0) {
  console.error(`there are no evals${ONLY ? ` of ${ONLY}` : ''} in ${values.folder}`);
  process.exit(2);
}

const service = new MeshClient(MESH_URL, MESH_API_KEY);
const results = new Array(cases.length);
let begun = 0;
let done = 0;
const lane = async () => {
  while (begun < cases.length) {
    const index = begun++;
    const { agentType, evalCase } = cases[index];
    const result = await runCase(service, agentType, evalCase);
    results[index] = result;
    const holds = result.checks.every(({ fault }) => fault === undefined);
    console.error(`${holds ? '✓' : '✗'} ${++done}/${cases.length} ${agentType}: ${result.name} (${result.seconds.toFixed(1)} s)`);
  }
};
await Promise.all(Array.from({ length: LANES }, lane));

console.log(`\n${tableOf(rowsOf(results))}`);
const faults = faultsOf(results);
for (const fault of faults) console.log(`✗ ${fault}`);
if (values.write) {
  const date = new Date().toISOString().slice(0, 10);
  await write('evals.md', pageOf(results, date));
  await write('evals.json', JSON.stringify({ date, agents: rowsOf(results), cases: results }, rounded));
  console.log('wrote docs/evals.md and docs/evals.json');
}
process.exitCode = faults.length === 0 ? 0 : 1;

/** As `npm run check` wants every file of the repository. */
async function write(name, text) {
  const filepath = path.join(DOCS, name);
  fs.writeFileSync(filepath, await format(text, { ...(await resolveConfig(filepath)), filepath }));
}

function rounded(_name, value) {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
