import { spread } from '../statistics.mjs';
import { table } from '../table.mjs';

/** The results as a page of Markdown. @param {object} results as run.mjs writes them to JSON */
export function report({ at, rounds, machine, mesh, minisearch }) {
  const bySize = groups(mesh);
  return [
    '# The memory, measured',
    `${at}, commit ${machine.commit}. Made by \`node test/bench/memory/run.mjs\`.`,
    '![search and write latency from a thousand to a million memories](memory.svg)',
    table(['promise', 'target', 'measured'], verdicts(bySize)),
    '## Through the service layer, on a Redis beside it',
    table(
      [
        'memories',
        'search p50 ms',
        'p95 ms',
        'p99 ms',
        'first search ms',
        'write p50 ms',
        'p95 ms',
        'writes/s c=32',
        'batched writes/s',
        'index bytes',
        'body bytes',
        'slowest Redis call ms',
        'process MB',
      ],
      [...bySize].map(([size, rows]) => [
        size.toLocaleString('en'),
        ...['searchP50', 'searchP95', 'searchP99', 'firstSearchMs', 'writeP50', 'writeP95'].map((field) => cell(rows, field, 2)),
        ...['singlePerSecond', 'batchedPerSecond', 'indexBytes', 'itemBytes'].map((field) => cell(rows, field, 0)),
        cell(rows, 'slowestCallMs', 1),
        cell(rows, 'rssMb', 0),
      ]),
    ),
    '## MiniSearch, with its defaults, in one process and without Redis',
    table(
      ['texts', 'search p50 ms', 'p95 ms', 'adds/s', 'process MB'],
      [...groups(minisearch)].map(([size, rows]) => [
        size.toLocaleString('en'),
        cell(rows, 'searchP50', 2),
        cell(rows, 'searchP95', 2),
        cell(rows, 'addsPerSecond', 0),
        cell(rows, 'rssMb', 0),
      ]),
    ),
    '## How to read this',
    `Texts have 18 words, queries 6, of a vocabulary of 20,000 with the frequencies of talk; so a query meets some very frequent words. Every query is another
one. Rounds: ${rounds} of the smaller networks (medians, least and greatest in brackets), one of the larger. A write stores a memory with all that finds it; Redis writes its
log every second. The first search is that of a process that has not seen the network yet. The process holds its mirror of the index, and the texts the benchmark made.`,
    `Machine: ${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}.`,
    '',
  ].join('\n\n');
}

function verdicts(bySize) {
  const median = (size, field) => spread(bySize.get(size) ?? [], field)?.median;
  const figure = (size, field, digits, unit = '') => {
    const value = median(size, field);
    return value === undefined ? 'not measured' : `${value.toLocaleString('en', { maximumFractionDigits: digits })}${unit}`;
  };
  return [
    ['search among 10,000: p50', '≤ 2 ms', figure(10_000, 'searchP50', 2, ' ms')],
    ['search among 10,000: p95', '≤ 5 ms', figure(10_000, 'searchP95', 2, ' ms')],
    ['search among 100,000: p95', '≤ 20 ms', figure(100_000, 'searchP95', 2, ' ms')],
    ['slowest call of Redis, 100,000', '≤ 10 ms', figure(100_000, 'slowestCallMs', 1, ' ms')],
    ['write (item and index) acknowledged: p50', '≤ 1 ms', figure(10_000, 'writeP50', 2, ' ms')],
    ['writes/s, batched', '≥ 5,000', figure(10_000, 'batchedPerSecond', 0)],
    ['writes/s, one by one', '≥ 1,500', figure(10_000, 'singlePerSecond', 0)],
    ['index bytes a memory', '≤ 1,500', figure(100_000, 'indexBytes', 0)],
  ];
}

function groups(rows) {
  const bySize = new Map();
  for (const row of rows) bySize.set(row.size, [...(bySize.get(row.size) ?? []), row]);
  return bySize;
}

function cell(rows, field, digits) {
  const { median, min, max } = spread(rows, field) ?? {};
  if (median === undefined) return '–';
  const shown = (value) => value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  return min === max ? shown(median) : `${shown(median)} (${shown(min)}–${shown(max)})`;
}
