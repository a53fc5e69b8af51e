import { madeBy, outputOf } from './findings.mjs';
import { money, seconds } from './progress-view.mjs';
import { bold, cyan, dim, plain, width, wrap, yellow } from './terminal.mjs';

/** Findings shown here; all of them are in the report. */
const MOST_FINDINGS = 6;

/** Prints the answer of a finished task: its summary, who gets what, then what the figures say. */
export function printAnswer(task) {
  console.log();
  paragraph(task.result?.summary ?? 'The answer has no summary.', '', bold);
  const findings = outputOf(task, 'analytics')?.findings;
  if (!findings?.length) paragraph('The answer has no findings from analytics.', '', yellow);
  const segments = outputOf(task, 'personalization')?.segments ?? [];
  if (segments.length > 0) console.log(`\n${bold('Who gets what')}`);
  for (const { audience, treatment, reason } of segments) paragraph(`${audience} → ${treatment}. ${reason}`, '  • ', (text) => text);
  const further = (findings ?? []).filter(({ sentence }) => !task.result.summary?.includes(sentence));
  if (further.length > 0) console.log(`\n${bold('What else the figures say')}`);
  for (const { sentence } of further.slice(0, MOST_FINDINGS)) paragraph(sentence, '  • ', (text) => text);
  if (further.length > MOST_FINDINGS) console.log(dim(`    and ${further.length - MOST_FINDINGS} more in the report`));
}

/** Prints what was written, what it cost, who wrote it and what to try next. */
export function printClosing({ task, files, baseUrl, elapsedMs, startedBy }) {
  const cost = task.cost_usd === undefined || task.cost_usd === null ? 'unknown' : money(task.cost_usd);
  console.log(`\n${files.map((file) => `${dim('written')}  ${cyan(file)}`).join('\n')}`);
  console.log(`${dim('time')}     ${seconds(elapsedMs)}`);
  console.log(`${dim('cost')}     ${cost}`);
  const made = madeBy(task);
  paragraph(made, 'by       ', made.startsWith('sandbox') ? yellow : (text) => text);
  console.log(`\n${bold('Next')}${startedBy ? '  start the service, then give it a task of your own:' : '  give it a task of your own:'}`);
  const url = startedBy ? 'http://127.0.0.1:8080' : baseUrl;
  const key = startedBy ? '$(cat .data/admin.key)' : '$MESH_API_KEY';
  const json = "-H 'Content-Type: application/json'";
  const lines = [
    ...(startedBy ? ['npm start'] : []),
    `curl -H "Authorization: Bearer ${key}" ${url}/api/mesh/networks`,
    `curl -H "Authorization: Bearer ${key}" ${json} \\\n      -d '{"task":"Write a subject line for our summer sale"}' ${url}/api/mesh/networks/${task.network_id}/tasks`,
    `curl -N -H "Authorization: Bearer ${key}" ${url}/api/mesh/tasks/${task.task_id}/events`,
  ];
  for (const line of lines) console.log(`  ${cyan('$')} ${line}`);
}

function paragraph(text, lead, style) {
  const lines = wrap(plain(text), Math.min(100, width()) - lead.length);
  lines.forEach((line, index) => console.log(`${index === 0 ? dim(lead) : ' '.repeat(lead.length)}${style(line)}`));
}
