import { spread } from '../statistics.mjs';
import { CONTENDERS } from './contenders.mjs';
import { fixed, rowsOf } from './summary.mjs';

const WIDTH = 760;
const BAR = 20;
const LABELS = 190;
const FIGURES = 90;
const OURS = '#2f6fed';
const OTHERS = '#9aa4b2';

/** Runs per second and the time of one run alone, as horizontal bars. @returns {string} SVG */
export function chart({ load, idle, settings }) {
  const parts = [];
  let y = 8;
  for (const [title, rows, field, digits] of [
    [`runs/s with ${settings.inFlight} in flight (more is better)`, load, 'perSecond', 0],
    ['one run alone, p50 ms (less is better)', idle, 'p50', 2],
  ]) {
    const bars = CONTENDERS.map((name) => ({ name, value: spread(rowsOf(rows, name), field)?.median })).filter(({ value }) => value);
    const greatest = Math.max(...bars.map(({ value }) => value));
    parts.push(text(0, y + 12, title, 'font-weight="600"'));
    y += 22;
    for (const { name, value } of bars) {
      const width = Math.max(1, ((WIDTH - LABELS - FIGURES) * value) / greatest);
      parts.push(text(LABELS - 8, y + 13, name, 'text-anchor="end"'));
      const colour = name === 'ai-mesh' ? OURS : OTHERS;
      parts.push(`<rect x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR - 4}" rx="2" fill="${colour}"/>`);
      parts.push(text(LABELS + width + 6, y + 13, fixed(value, digits)));
      y += BAR;
    }
    y += 14;
  }
  const style = `<style>text{font:12px system-ui,sans-serif;fill:#333}@media(prefers-color-scheme:dark){text{fill:#ddd}}</style>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">${style}${parts.join('')}</svg>\n`;
}

function text(x, y, words, attributes = '') {
  return `<text x="${x.toFixed(1)}" y="${y}" ${attributes}>${words}</text>`;
}
