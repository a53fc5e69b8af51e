import { ROOT } from '../../scripts/places.mjs';

/**
 * Microseconds per call frame of a V8 CPU profile, its own (`us`) and with what it calls (`totalUs`), with the `area` it belongs to; for samples
 * between `fromUs` and `toUs` before the end.
 */
export function timesOf({ nodes, samples, timeDeltas, startTime, endTime }, fromUs = Infinity, toUs = 0) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node;
  const own = new Map();
  const entryOf = (node) => {
    const name = nameOf(node);
    const known = own.get(name) ?? { us: 0, totalUs: 0, area: areaOf(node.callFrame) };
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

/**
 * The same time, given to whoever asked for it: the nearest function up the stack whose file `isOwner` accepts.
 * @param {(url: string) => boolean} isOwner
 */
export function timesByOwner({ nodes, samples, timeDeltas }, isOwner) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node;
  const owners = new Map();
  for (const [index, id] of samples.entries()) {
    let node = byId.get(id);
    if (node.callFrame.functionName === '(idle)') continue;
    while (node !== undefined && !isOwner(node.callFrame.url)) node = node.parent;
    const name = node === undefined ? `nobody: ${nameOf(byId.get(id))}` : nameOf(node);
    owners.set(name, (owners.get(name) ?? 0) + (timeDeltas[index + 1] ?? 0));
  }
  return owners;
}

function nameOf({ callFrame: { functionName, url, lineNumber } }) {
  return `${functionName || '(anonymous)'}${url === '' ? '' : ` ${shortened(url)}:${lineNumber + 1}`}`;
}

function shortened(url) {
  return url
    .replace(/.*node_modules\//, '')
    .replace(/^file:\/\//, '')
    .replace(`${ROOT}/`, '');
}

/** The package, the folder of ours or the part of Node that a function belongs to. */
function areaOf({ functionName, url }) {
  const packaged = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  const own = /dist\/[^/]+/.exec(url)?.[0];
  const builtIn = /^node:(?:internal\/(?:deps\/)?)?[^/]+/.exec(url)?.[0];
  return packaged ?? own ?? builtIn ?? (functionName.startsWith('(') ? functionName : 'native');
}

/** The packages and folders, and the functions, with the most time. @param {{ per: number, unit: string, rows: number }} how */
export function timesPage(own, how) {
  const busy = [...own].filter(([name]) => name !== '(idle)');
  const areas = new Map();
  for (const [, { us, area }] of busy) areas.set(area, (areas.get(area) ?? 0) + us);
  const total = sumOf(areas);
  const of = (field) => new Map(busy.map(([name, times]) => [name, times[field]]));
  return [
    timeList('by package and folder', areas, how, total),
    timeList('by function', of('us'), how, total),
    timeList('by function, with what it calls', of('totalUs'), how, total),
  ].join('\n\n');
}

/** One list of names with their microseconds, greatest first. */
export function timeList(title, times, { per, unit, rows }, total = sumOf(times)) {
  const line = ([name, us]) => `${((us / total) * 100).toFixed(1).padStart(6)} %  ${(us / per).toFixed(2).padStart(8)} µs/${unit}  ${name}`;
  const greatest = [...times].sort(([, a], [, b]) => b - a).slice(0, rows);
  return [title, ...greatest.map(line)].join('\n');
}

function sumOf(times) {
  return [...times.values()].reduce((sum, us) => sum + us, 0);
}
