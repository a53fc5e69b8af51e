import { fixed, loadCase, summarise } from './summary.mjs';

const WIDTH = 760;
const BAR = 18;
const LABELS = 120;
const FIGURES = 90;
const COLOURS = { direct: '#c9ced6', 'pass-through': '#9aa4b2', portkey: '#e0a458', 'ai-mesh': '#2f6fed' };

/** Requests per second of every case as horizontal bars, each case on a scale of its own. @returns {string} SVG */
export function chart({ load }) {
  const cases = Object.entries(casesOf(load));
  const parts = [];
  let y = 8;
  for (const [title, rows] of cases) {
    const greatest = Math.max(...rows.map(({ perSecond }) => perSecond.median));
    parts.push(text(0, y + 12, `${title} — requests/s`, 'font-weight="600"'));
    y += 20;
    for (const { target, perSecond } of rows) {
      const width = Math.max(1, ((WIDTH - LABELS - FIGURES) * perSecond.median) / greatest);
      parts.push(text(LABELS - 8, y + 13, target, 'text-anchor="end"'));
      parts.push(`<rect x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR - 4}" rx="2" fill="${COLOURS[target]}"/>`);
      parts.push(text(LABELS + width + 6, y + 12, fixed(perSecond.median, 0)));
      y += BAR;
    }
    y += 14;
  }
  const style = `<style>text{font:12px system-ui,sans-serif;fill:#333}@media(prefers-color-scheme:dark){text{fill:#ddd}}</style>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">${style}${parts.join('')}</svg>\n`;
}

function casesOf(load) {
  const cases = {};
  for (const row of summarise(load, loadCase)) (cases[row.case] ??= []).push(row);
  return cases;
}

function text(x, y, words, attributes = '') {
  return `<text x="${x.toFixed(1)}" y="${y}" ${attributes}>${words}</text>`;
}
