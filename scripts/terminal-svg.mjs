#!/usr/bin/env node
// Draws captured terminal output as an SVG, so that a picture in the documentation is a real run:
//   script -qc 'npm run demo' /dev/null > demo.txt
//   node scripts/terminal-svg.mjs demo.txt docs/demo.svg --title 'npm run demo'      (- reads stdin)
import fs from 'node:fs';
import { screenAfter } from './terminal-screen.mjs';

const FONT_PX = 14;
const COLUMN_PX = 8.43; // advance of one character of the fonts named below at 14 px; textLength holds any other font to it
const LINE_PX = 20;
const PADDING_PX = 18;
const BAR_PX = 36;
const FEWEST_COLUMNS = 60;
const FOREGROUND = '#c8ccd4';
const BACKGROUND = '#16181d';

/**
 * @param {string} output terminal output with ANSI sequences
 * @param {string} title shown in the window's bar and read out as the picture's name
 * @returns {string} a standalone SVG without scripts and without references
 */
function terminalSvg(output, title) {
  const lines = screenAfter(output);
  const columns = Math.max(FEWEST_COLUMNS, ...lines.map((cells) => cells.length));
  const width = Math.ceil(columns * COLUMN_PX + 2 * PADDING_PX);
  const height = BAR_PX + lines.length * LINE_PX + 2 * PADDING_PX;
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map((color, index) => `<circle cx="${20 + 20 * index}" cy="18" r="6" fill="${color}"/>`);
  const body = lines.flatMap((cells, row) => runs(cells).map((run) => drawn(run, BAR_PX + PADDING_PX + row * LINE_PX)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<title>${escape(title)}</title>
<rect width="${width}" height="${height}" rx="10" fill="${BACKGROUND}"/>
${dots.join('')}
<text x="${width / 2}" y="23" text-anchor="middle" font-family="system-ui, sans-serif" font-size="13" fill="#8b919c">${escape(title)}</text>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_PX}" fill="${FOREGROUND}">
${body.join('\n')}
</g>
</svg>
`;
}

/**
 * Neighbouring cells of one style together: { text, style, column }. Viewers drop spaces at the ends of a text and join those inside,
 * so the ends are left to the column and the inner ones do not break.
 */
function runs(cells) {
  const found = [];
  cells.forEach(({ text, style }, column) => {
    const last = found.at(-1);
    if (last && JSON.stringify(last.style) === JSON.stringify(style)) last.text += text;
    else found.push({ text, style, column });
  });
  const shrunk = found.map((run) => {
    if (run.style.background || run.style.underline) return run;
    const text = run.text.trim();
    return { ...run, text, column: run.column + run.text.indexOf(text) };
  });
  return shrunk.filter(({ text }) => text !== '').map((run) => ({ ...run, text: run.text.replaceAll(' ', '\u00a0') }));
}

function drawn({ text, style, column }, top) {
  const x = (PADDING_PX + column * COLUMN_PX).toFixed(2);
  const length = ([...text].length * COLUMN_PX).toFixed(2);
  const attributes = [
    style.color && `fill="${style.color}"`,
    style.bold && 'font-weight="bold"',
    style.dim && 'opacity="0.6"',
    style.italic && 'font-style="italic"',
    style.underline && 'text-decoration="underline"',
  ];
  const behind = style.background ? `<rect x="${x}" y="${top}" width="${length}" height="${LINE_PX}" fill="${style.background}"/>` : '';
  const extra = attributes.filter(Boolean).map((attribute) => ` ${attribute}`);
  return `${behind}<text x="${x}" y="${top + 15}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${extra.join('')}>${escape(text)}</text>`;
}

function escape(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}

/** Without the lines that `script` itself writes around what it captures. */
function captured(input) {
  return fs.readFileSync(input === '-' ? 0 : input, 'utf8').replace(/^Script (started|done) on .*(\r?\n)?/gm, '');
}

const [input, output, ...options] = process.argv.slice(2);
if (!input || !output || (options.length > 0 && (options[0] !== '--title' || !options[1]))) {
  console.error('usage: node scripts/terminal-svg.mjs INPUT|- OUTPUT [--title TEXT]');
  process.exitCode = 2;
} else {
  try {
    fs.writeFileSync(output, terminalSvg(captured(input), options[1] ?? 'terminal'));
  } catch (error) {
    console.error(`✗ ${error.message}`);
    process.exitCode = 1;
  }
}
