import { median, spread } from '../statistics.mjs';

/** The share of the machine that others may have used while a row was measured, for the row to count. */
export const MAX_FOREIGN = 0.1;

/**
 * One line per target and case: each figure as median, least and greatest over its rounds. Rounds during which others kept the
 * machine busy are left out, unless there is no other (`busy`).
 * @param {object[]} rows
 * @param {(row: object) => string} caseOf rows with the same case and target belong together
 */
export function summarise(rows, caseOf) {
  const groups = group(rows, caseOf);
  return [...groups.values()].map((all) => {
    const quiet = all.filter(({ foreign = 0 }) => foreign <= MAX_FOREIGN);
    const used = quiet.length > 0 ? quiet : all;
    const fields = Object.keys(all[0]).filter((field) => typeof all[0][field] === 'number');
    return {
      target: all[0].target,
      case: caseOf(all[0]),
      rounds: used.length,
      busy: quiet.length === 0,
      failures: all.reduce((sum, { errors = 0, non2xx = 0 }) => sum + errors + non2xx, 0),
      ...Object.fromEntries(fields.map((field) => [field, spread(used, field)])),
    };
  });
}

function group(rows, caseOf) {
  const groups = new Map();
  for (const row of rows) {
    const name = `${caseOf(row)} ${row.target}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return groups;
}

export const loadCase = ({ latencyMs, connections }) => `${latencyMs} ms upstream, c=${connections}`;
export const streamCase = ({ concurrency }) => `c=${concurrency}`;

/**
 * What the project promises of its gateway, with what was measured; two targets are compared within one round only, since
 * absolute times vary from one minute to the next.
 */
export function verdicts({ load, stream }) {
  const pairs = (rows, other, matches) =>
    rows
      .filter((row) => row.target === 'ai-mesh' && matches(row))
      .flatMap((row) => {
        const beside = rows.find((one) => one.target === other && one.round === row.round && matches(one));
        return beside ? [[row, beside]] : [];
      });
  const atC32 = pairs(load, 'portkey', (row) => row.latencyMs === 0 && row.connections === 32);
  const late = load.filter((row) => row.target === 'ai-mesh' && row.latencyMs === 50 && row.connections === 128);
  // What does not stream to the end has no first byte worth comparing.
  const firsts = pairs(stream, 'direct', (row) => row.concurrency === 1 && row.complete === row.streams);
  const overhead = (field) => median(firsts.map(([own, direct]) => own[field] - direct[field]));
  const perCore = (rows) => median(rows.map(({ cpuMs }) => 1000 / cpuMs));
  return [
    [
      "requests/s against Portkey's, c=32, 0 ms upstream",
      '≥ 2.5×',
      `${fixed(median(atC32.map(([own, peer]) => own.perSecond / peer.perSecond)), 2)}×`,
    ],
    ['requests/s for each core of the service, c=32, 0 ms upstream', 'aim 3,000', fixed(perCore(atC32.map(([own]) => own)), 0)],
    ['p99 at c=128, 50 ms upstream', '≤ 80 ms', `${fixed(median(late.map(({ p99 }) => p99)), 1)} ms`],
    ['overhead to the first byte of a stream, c=1', '≤ 2 ms', `${fixed(overhead('firstByteP50'), 2)} ms`],
    ['overhead to the first text of a stream, c=1', '≤ 2 ms', `${fixed(overhead('firstTextP50'), 2)} ms`],
  ];
}

/** A number with so many decimals and thousands separated; a dash where there is none. */
export function fixed(value, digits) {
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
