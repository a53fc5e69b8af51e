#!/usr/bin/env node
// A campaign planned by five agents. An outside client: it knows the HTTP API and nothing of the service.
//   npm run demo                                              starts a service for it
//   MESH_URL=… MESH_API_KEY=… node examples/hillstrom-2008/demo.mjs   uses one that runs
import fs from 'node:fs';
import path from 'node:path';
import { printAnswer, printClosing } from './answer.mjs';
import { writePreviews } from './email-previews.mjs';
import { emailsOf, madeBy } from './findings.mjs';
import { meshApi, MeshApiError } from './mesh-api.mjs';
import { progressView } from './progress-view.mjs';
import { renderReport } from './report.mjs';
import { bold, dim, plain, red } from './terminal.mjs';

const TASK_DEADLINE_MS = 6 * 60_000; // a network gives a task five minutes unless told otherwise
const OUT = 'out';

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));

async function main() {
  const { MESH_URL: baseUrl = 'http://127.0.0.1:8080', MESH_API_KEY: apiKey, MESH_DEMO_STARTED_BY: startedBy } = process.env;
  if (!apiKey) throw new MeshApiError('MESH_API_KEY is not set: run `npm run demo`, or give the key of a running service');
  const campaign = readCampaign();
  const startedAt = Date.now();
  const api = meshApi(baseUrl.replace(/\/$/, ''), apiKey);
  const { network_id: networkId } = await api.createNetwork('Hillstrom 2008');
  const { task_id: taskId } = await api.submitTask(networkId, campaign);
  console.log(`\n${bold('Hillstrom 2008')}  ${dim(`${networkId} ${taskId}`)}\n${plain(campaign.task)}\n`);

  const task = await follow(api, networkId, taskId);
  if (task.status !== 'completed') {
    const reason = task.error?.detail ?? task.error?.message ?? task.error ?? 'the service did not say why';
    throw new MeshApiError(`the task is ${task.status}: ${plain(typeof reason === 'string' ? reason : JSON.stringify(reason))}`);
  }
  printAnswer(task);
  printClosing({ task, files: write(task), baseUrl, elapsedMs: Date.now() - startedAt, startedBy });
}

/** Shows the task until it ends. @returns it as it is then */
async function follow(api, networkId, taskId) {
  const view = progressView();
  let task;
  try {
    for await (const event of api.taskEvents(networkId, taskId, TASK_DEADLINE_MS)) view.event(event);
    task = await api.getTask(networkId, taskId);
    return task;
  } finally {
    view.end(task);
  }
}

function readCampaign() {
  const file = path.join(import.meta.dirname, 'campaign.json');
  try {
    const { task, context } = JSON.parse(fs.readFileSync(file, 'utf8'));
    return { task, context };
  } catch (error) {
    throw new MeshApiError(`the campaign cannot be read: ${error.message}`);
  }
}

/** @returns {string[]} the files written, as they were asked for */
function write(task) {
  fs.mkdirSync(OUT, { recursive: true });
  const previews = writePreviews(emailsOf(task), OUT, madeBy(task));
  fs.writeFileSync(path.join(OUT, 'report.md'), renderReport(task, previews));
  return ['report.md', ...(previews.size > 0 ? ['index.html', ...previews.values()] : [])].map((file) => path.join(OUT, file));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof MeshApiError)) throw error;
  console.error(`${red('✗')} ${error.message}`);
  process.exitCode = 1;
}
