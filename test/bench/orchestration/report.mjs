import { spread } from '../statistics.mjs';
import { table } from '../table.mjs';
import { CONTENDERS } from './contenders.mjs';
import { at, cell, fixed, isBusy, MAX_FOREIGN, ratio, rowsOf } from './summary.mjs';

const OURS = 'ai-mesh';

/** The results as a page of Markdown. @param {object} results as run.mjs writes them to JSON */
export function report(results) {
  const { at: time, machine, settings, notes, load, idle, rest, submits, fairness } = results;
  const names = CONTENDERS.filter((name) => load.some((row) => row.name === name));
  const parts = ['# Workflows, measured', `${time}, commit ${machine.commit}. Made by \`node test/bench/orchestration/run.mjs\`.`];
  if (names.length > 0) parts.push('![runs per second and time of one run](orchestration.svg)');
  if (names.includes(OURS)) parts.push('## ai-mesh in proportion', ratios(load, idle, names));
  if (names.length > 0) {
    parts.push(`## Runs with ${settings.inFlight} in flight`, loads(load, names));
    parts.push('## One run at a time: from submitting to completed', idles(idle, rest, names));
  }
  if (submits.length > 0) parts.push(`## Submitting with ${settings.crowd.toLocaleString('en')} tasks queued`, submitting(submits));
  if (fairness.length > 0) parts.push('## What a small tenant waits beside a large one', waiting(fairness, settings));
  if (names.includes(OURS)) parts.push('## What Redis is asked for one run', asked(load, names));
  parts.push(
    '## How to read this',
    HOW,
    notes.map((note) => `- ${note}`).join('\n'),
    `Settings: ${facts(settings)}.`,
    `Machine: ${facts(machine)}.`,
  );
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function ratios(load, idle, names) {
  const others = names.filter((name) => name !== OURS);
  const row = (title, rows, field) => [title, ...others.map((other) => cell(ratio(rows, field, OURS, other), 2))];
  return table(
    ['ai-mesh ÷', ...others],
    [row('runs/s', load, 'perSecond'), row('CPU of the process a run', load, 'cpuMs'), row('time of one run alone, p50', idle, 'p50')],
  );
}

function loads(load, names) {
  return table(
    ['contender', 'runs/s', 'CPU ms a run', 'CPU ms a run of its store', 'memory MB'],
    names.map((name) => {
      const rows = rowsOf(load, name);
      const of = (field, digits) => cell(spread(rows, field), digits);
      return [name + (isBusy(load, name) ? ' †' : ''), of('perSecond', 0), of('cpuMs', 2), of('storeCpuMs', 2), of('rssMb', 0)];
    }),
  );
}

function idles(idle, rest, names) {
  const rows = names.map((name) => {
    const own = rowsOf(idle, name);
    const of = (field, digits) => cell(spread(own, field), digits);
    return [name + (isBusy(idle, name) ? ' †' : ''), of('p50', 2), of('p99', 2), of('cpuMs', 2)];
  });
  for (const [field, title] of [
    ['inOne', 'ai-mesh over HTTP, one request'],
    ['inTwo', 'ai-mesh over HTTP, submit and follow'],
  ]) {
    if (rest.length > 0)
      rows.push([
        title,
        cell(
          at(rest, (row) => row[field].p50),
          2,
        ),
        cell(
          at(rest, (row) => row[field].p99),
          2,
        ),
        '–',
      ]);
  }
  return table(['contender', 'p50 ms', 'p99 ms', 'CPU ms a run'], rows);
}

function submitting(submits) {
  const row = (title, field) => [
    title,
    cell(
      at(submits, (one) => one[field].p50),
      2,
    ),
    cell(
      at(submits, (one) => one[field].p99),
      2,
    ),
  ];
  const rows = [row('nothing queued', 'empty'), row('the tenant whose tasks they are', 'same'), row('another tenant', 'other')];
  return `${table(['who submits', 'p50 ms', 'p99 ms'], rows)}\n\nThe queue was filled at ${cell(
    at(submits, (one) => one.filledPerSecond),
    0,
  )} tasks/s.`;
}

function waiting(fairness, { crowd }) {
  const rows = [];
  for (const [type, title] of [
    ['noop', 'nothing'],
    ['nap', '50 ms'],
  ]) {
    const own = fairness.filter((row) => row.type === type);
    for (const [field, beside] of [
      ['alone', 'alone'],
      ['crowded', `beside ${crowd.toLocaleString('en')} tasks of another`],
    ]) {
      const of = (event, p) =>
        cell(
          at(own, (row) => row[field][event][p]),
          1,
        );
      const figures = [of('started', 'p50'), of('started', 'p99'), of('completed', 'p50'), of('completed', 'p99')];
      const taken = own.reduce((sum, row) => sum + row[field].samples, 0);
      const unfinished = own.reduce((sum, row) => sum + row[field].unfinished, 0);
      rows.push([title, beside, ...figures, `${taken}, ${unfinished} not done in time`]);
    }
  }
  return table(['a step takes', 'submits', 'started p50 ms', 'p99 ms', 'completed p50 ms', 'p99 ms', 'tasks'], rows);
}

/** Whole commands and scripts; what a script calls counts under its own name too, so the parts are not added up. */
function asked(load, names) {
  const measured = names.filter((name) => load.some((row) => row.name === name && row.commands));
  const commands = [...new Set(load.flatMap((row) => Object.keys(row.commands ?? {})))];
  const figure = (name, command, field) => at(rowsOf(load, name), (row) => row.commands?.[command]?.[field] ?? 0)?.median ?? 0;
  const shown = commands.filter((command) => measured.some((name) => figure(name, command, 'calls') >= 0.5));
  const rows = shown.sort((a, b) => figure(OURS, b, 'us') - figure(OURS, a, 'us')).slice(0, 12);
  return table(
    ['command', ...measured.flatMap((name) => [`${name} calls`, 'µs'])],
    rows.map((command) => [
      command,
      ...measured.flatMap((name) => [fixed(figure(name, command, 'calls'), 1), fixed(figure(name, command, 'us'), 0)]),
    ]),
  );
}

const HOW = `Every run is the graph a → (b, c, d) → e of steps that do nothing. Figures are medians over the rounds, with the least and the greatest in
brackets; all contenders take turns within a round, each in a process of its own that also submits its runs, beside a store of its own: Redis with its log
written every second, or PostgreSQL with its usual settings (**relaxed**: \`synchronous_commit=off\`). Proportions are taken round by round. **ai-mesh** is
the whole service with its workers; **floor** is BullMQ with one script a step and nothing else. LangGraph.js runs a graph inside the caller's process.
Rounds in which others used more than ${MAX_FOREIGN * 100} % of the machine do not count where there is a quieter one; † marks a line for which there was
none. A wait that was cut off counts with the time it was given.`;

function facts(record) {
  return Object.entries(record)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
