import { ROOT } from '../../scripts/places.mjs';

/**
 * Microseconds per call frame of a V8 CPU profile, its own (`us`) and with what it calls (`totalUs`), with the `area` it belongs to; for samples
 * between `fromUs` and `toUs` before the end.
 */
export function timesOf({ nodes, samples, timeDeltas, startTime, endTime }, fromUs = Infinity, toUs = 0) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node;
  const own = new Map();
  const entryOf = ({ callFrame: { functionName, url, lineNumber } }) => {
    const name = `${functionName || '(anonymous)'}${url === '' ? '' : ` ${shortened(url)}:${lineNumber + 1}`}`;
    const known = own.get(name) ?? { us: 0, totalUs: 0, area: areaOf(functionName, url) };
    own.set(name, known);
    return known;
  };
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index];
    if (at < endTime - fromUs || at > endTime - toUs) continue;
    const us = timeDeltas[index + 1] ?? 0;
    entryOf(byId.get(id)).us += us;
    const seen = new Set();
    for (let node = byId.get(id); node !== undefined; node = node.parent) seen.add(entryOf(node));
    for (const entry of seen) entry.totalUs += us; // once, however deep a function calls itself
  }
  return own;
}

function shortened(url) {
  return url
    .replace(/.*node_modules\//, '')
    .replace(/^file:\/\//, '')
    .replace(`${ROOT}/`, '');
}

/** The package, the folder of ours or the part of Node that a function belongs to. */
function areaOf(functionName, url) {
  const packaged = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  const own = /dist\/[^/]+/.exec(url)?.[0];
  const builtIn = /^node:(?:internal\/(?:deps\/)?)?[^/]+/.exec(url)?.[0];
  return packaged ?? own ?? builtIn ?? (functionName.startsWith('(') ? functionName : 'native');
}

/** The packages and folders, and the functions, with the most time. @param {{ per: number, unit: string, rows: number }} how */
export function timesPage(own, { per, unit, rows }) {
  const busy = [...own].filter(([name]) => name !== '(idle)');
  const total = busy.reduce((sum, [, { us }]) => sum + us, 0);
  const areas = new Map();
  for (const [, { us, area }] of busy) areas.set(area, (areas.get(area) ?? 0) + us);
  const line = ([name, us]) => `${((us / total) * 100).toFixed(1).padStart(6)} %  ${(us / per).toFixed(2).padStart(8)} µs/${unit}  ${name}`;
  const list = (title, entries) =>
    [
      title,
      ...entries
        .sort(([, a], [, b]) => b - a)
        .slice(0, rows)
        .map(line),
    ].join('\n');
  return [
    list('by package and folder', [...areas]),
    list(
      'by function',
      busy.map(([name, { us }]) => [name, us]),
    ),
    list(
      'by function, with what it calls',
      busy.map(([name, { totalUs }]) => [name, totalUs]),
    ),
  ].join('\n\n');
}
