import { fixed, loadCase, MAX_FOREIGN, streamCase, summarise, verdicts } from './summary.mjs';
import { table } from '../table.mjs';

/** The results as a page of Markdown. @param {object} results as run.mjs writes them to JSON */
export function report(results) {
  const { at, machine, settings, notes, load, stream } = results;
  const loads = summarise(load, loadCase);
  const streams = summarise(stream, streamCase);
  const parts = ['# The model gateway, measured', `${at}, commit ${machine.commit}. Made by \`node test/bench/gateway/run.mjs\`.`];
  if (load.length > 0) parts.push('![requests per second](gateway.svg)');
  if (load.some(({ target }) => target === 'ai-mesh')) parts.push(table(['promise', 'target', 'measured'], verdicts(results)));
  parts.push('## Whole answers', table(LOAD_HEAD, loads.map(loadRow)));
  parts.push('## Streams', table(STREAM_HEAD, streams.map(streamRow)));
  parts.push(
    '## How to read this',
    HOW,
    list([...notes, ...remembered(load)]),
    `Settings: ${facts(settings)}.`,
    `Machine: ${facts(machine)}.`,
  );
  return `${parts.join('\n\n')}\n`;
}

const HOW = `Figures are medians over the rounds, with the least and the greatest in brackets where there are several; all targets take turns within a round. CPU is
what the gateway's process used for each request (for ai-mesh, Redis beside it), which varies less than the rest. Rounds in which
others used more than ${MAX_FOREIGN * 100} % of the machine do not count; † marks a line for which there was no other. Requests that were refused
or failed are under "failed"; completions at the upstream for each answer (1.00 when nothing is answered from memory) are in gateway.json. **direct** is the upstream without anyone before it, **pass-through** a bare proxy in Node.`;

/** Says so when a target answered without asking the model each time: its figures would mean nothing. */
function remembered(load) {
  const from = new Set(load.filter(({ upstreamShare }) => upstreamShare < 0.99).map(({ target }) => target));
  return [...from].map((target) => `${target} did NOT ask the upstream for every answer`);
}

const LOAD_HEAD = ['case', 'target', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms', 'Redis CPU ms', 'memory MB', 'failed'];

function loadRow(row) {
  const figures = [cell(row.perSecond, 0), cell(row.p50, 2), cell(row.p99, 2), cell(row.cpuMs, 3), cell(row.redisCpuMs, 3)];
  return [row.case, row.target + (row.busy ? ' †' : ''), ...figures, fixed(row.rssMb?.median, 0), String(row.failures)];
}

const STREAM_HEAD = ['case', 'target', 'first byte p50 ms', 'p99 ms', 'first text p50 ms', 'p99 ms', 'whole stream p50 ms', 'complete'];

function streamRow(row) {
  const figures = [row.firstByteP50, row.firstByteP99, row.firstTextP50, row.firstTextP99].map((value) => cell(value, 2));
  const complete = `${fixed(row.complete?.min, 0)} of ${fixed(row.streams?.max, 0)}`;
  return [row.case, row.target + (row.busy ? ' †' : ''), ...figures, cell(row.totalP50, 1), complete];
}

function cell(spread, digits) {
  if (spread === undefined) return '–';
  if (spread.min === spread.max) return fixed(spread.median, digits);
  return `${fixed(spread.median, digits)} (${fixed(spread.min, digits)}–${fixed(spread.max, digits)})`;
}

function list(items) {
  return items.map((item) => `- ${item}`).join('\n');
}

function facts(record) {
  return Object.entries(record)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
