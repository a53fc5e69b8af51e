import { spread } from '../statistics.mjs';

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 70;
const RIGHT = 150;
const TOP = 30;
const BOTTOM = 50;
const LINES = [
  { field: 'searchP95', name: 'search p95', colour: '#2f6fed', dash: '4 3' },
  { field: 'searchP50', name: 'search p50', colour: '#2f6fed' },
  { field: 'writeP50', name: 'write p50', colour: '#3a9d5d' },
];
const PEER = { field: 'searchP50', name: 'MiniSearch p50', colour: '#e0a458' };

/** Latency over the number of memories, both logarithmic. @returns {string} SVG */
export function chart({ mesh, minisearch }) {
  const lines = [
    ...LINES.map((line) => ({ ...line, points: pointsOf(mesh, line.field) })),
    { ...PEER, points: pointsOf(minisearch, PEER.field) },
  ];
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const sizes = lines.flatMap(({ points }) => points.map(([size]) => size));
  const x = scale(Math.min(...sizes), Math.max(...sizes), LEFT, WIDTH - RIGHT);
  const y = scale(
    10 ** Math.floor(Math.log10(Math.min(...values))),
    10 ** Math.ceil(Math.log10(Math.max(...values))),
    HEIGHT - BOTTOM,
    TOP,
  );
  const parts = [text(LEFT, 16, 'milliseconds, over how many memories a network has', 'font-weight="600"')];
  for (const value of decades(values)) {
    parts.push(`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="#8884"/>`);
    parts.push(text(LEFT - 8, y(value) + 4, value < 1 ? String(value) : value.toLocaleString('en'), 'text-anchor="end"'));
  }
  for (const size of decades(sizes)) parts.push(text(x(size), HEIGHT - BOTTOM + 20, size.toLocaleString('en'), 'text-anchor="middle"'));
  const labels = spaced(lines.map(({ points }) => y(points.at(-1)[1])));
  lines.forEach(({ points, name, colour, dash }, index) => {
    const path = points.map(([size, value], at) => `${at === 0 ? 'M' : 'L'}${x(size).toFixed(1)} ${y(value).toFixed(1)}`).join('');
    parts.push(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`);
    for (const [size, value] of points)
      parts.push(`<circle cx="${x(size).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${colour}"/>`);
    parts.push(text(WIDTH - RIGHT + 10, labels[index] + 4, `${name} ${shown(points.at(-1)[1])} ms`, `style="fill:${colour}"`));
  });
  const style = `<style>text{font:12px system-ui,sans-serif;fill:#333}@media(prefers-color-scheme:dark){text{fill:#ddd}}</style>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">${style}${parts.join('')}</svg>\n`;
}

function pointsOf(rows, field) {
  const sizes = [...new Set(rows.map(({ size }) => size))].sort((a, b) => a - b);
  return sizes.map((size) => [
    size,
    spread(
      rows.filter((row) => row.size === size),
      field,
    ).median,
  ]);
}

function scale(from, to, start, end) {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  return (value) => start + ((end - start) * (Math.log10(value) - low)) / (high - low || 1);
}

function decades(values) {
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: last - first + 1 }, (_unused, index) => 10 ** (first + index));
}

/** The same heights, moved apart where labels would lie on each other. */
function spaced(heights) {
  const order = heights.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  for (let at = 1; at < order.length; at += 1) order[at].height = Math.max(order[at].height, order[at - 1].height + 15);
  return order.sort((a, b) => a.index - b.index).map(({ height }) => height);
}

const shown = (value) => value.toLocaleString('en', { maximumSignificantDigits: 2 });

function text(x, y, words, attributes = '') {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${words}</text>`;
}
