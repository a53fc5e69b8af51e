// What a terminal would show after some output: the few control sequences that line-drawing programs use.
const ANSI = ['#1d1f21', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#c8ccd4'];
const BRIGHT = ['#7f848e', '#ff7b86', '#b5e890', '#ffd68a', '#7cc4ff', '#de8ff5', '#6fd3df', '#ffffff'];
const SEQUENCE = /\x1b\[([0-9;:?]*)([ -/]*[@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78cDEHMNOZ]/y;

/**
 * @param {string} output captured from a terminal, with its escape sequences
 * @returns {Array<Array<{ text: string, style: Style }>>} the lines that remain, each cell one character
 * @typedef {{ color?: string, background?: string, bold?: boolean, dim?: boolean, italic?: boolean, underline?: boolean }} Style
 */
export function screenAfter(output) {
  const lines = [[]];
  const at = { row: 0, column: 0 };
  let style = {};
  const line = () => {
    while (lines.length <= at.row) lines.push([]);
    return lines[at.row];
  };
  const erase = (row, from, to) => {
    if (from === 0 && to === Infinity) lines[row] = [];
    else for (let column = from; column < Math.min(to, lines[row].length); column++) lines[row][column] = undefined;
  };
  const control = (parameters, final) => {
    const numbers = parameters.split(/[;:]/).map((part) => Number(part) || 0);
    const distance = numbers[0] || 1;
    switch (final) {
      case 'm':
        style = restyled(style, numbers);
        break;
      case 'A':
        at.row = Math.max(0, at.row - distance);
        break;
      case 'B':
        at.row += distance;
        break;
      case 'C':
        at.column += distance;
        break;
      case 'D':
        at.column = Math.max(0, at.column - distance);
        break;
      case 'G':
        at.column = distance - 1;
        break;
      case 'K':
        line();
        erase(at.row, numbers[0] === 0 ? at.column : 0, numbers[0] === 1 ? at.column + 1 : Infinity);
        break;
      case 'J':
        line();
        if (numbers[0] >= 2) lines.splice(0, lines.length, ...lines.map(() => []));
        else {
          lines.splice(at.row + 1);
          erase(at.row, at.column, Infinity);
        }
        break;
      default: // the rest moves nothing that is still seen at the end
    }
  };

  for (let index = 0; index < output.length;) {
    SEQUENCE.lastIndex = index;
    const sequence = output[index] === '\x1b' ? SEQUENCE.exec(output) : undefined;
    if (sequence) {
      if (sequence[2]) control(sequence[1], sequence[2]);
      index += sequence[0].length;
      continue;
    }
    const text = String.fromCodePoint(output.codePointAt(index));
    index += text.length;
    if (text === '\n') Object.assign(at, { row: at.row + 1, column: 0 });
    else if (text === '\r') at.column = 0;
    else if (text === '\b') at.column = Math.max(0, at.column - 1);
    else if (text === '\t') at.column += 8 - (at.column % 8);
    else if (text >= ' ' && text !== '\x7f') line()[at.column++] = { text, style };
  }
  const blank = { text: ' ', style: {} };
  const cells = lines.map((row) => trimmed(Array.from(row, (cell) => cell ?? blank)));
  while (cells.length > 0 && cells.at(-1).length === 0) cells.pop();
  return cells;
}

function trimmed(row) {
  const last = row.findLastIndex(({ text, style }) => text !== ' ' || style.background);
  return row.slice(0, last + 1);
}

/** The style after a select-graphic-rendition sequence. */
function restyled(before, codes) {
  let style = { ...before };
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index];
    if (code === 0) style = {};
    else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 22) style.bold = style.dim = false;
    else if (code === 23) style.italic = false;
    else if (code === 24) style.underline = false;
    else if (code >= 30 && code <= 37) style.color = ANSI[code - 30];
    else if (code >= 90 && code <= 97) style.color = BRIGHT[code - 90];
    else if (code >= 40 && code <= 47) style.background = ANSI[code - 40];
    else if (code >= 100 && code <= 107) style.background = BRIGHT[code - 100];
    else if (code === 39) style.color = undefined;
    else if (code === 49) style.background = undefined;
    else if (code === 38 || code === 48) {
      const property = code === 38 ? 'color' : 'background';
      if (codes[index + 1] === 5) {
        style[property] = indexed(codes[index + 2] ?? 0);
        index += 2;
      } else if (codes[index + 1] === 2) {
        style[property] = hex(codes.slice(index + 2, index + 5));
        index += 4;
      }
    }
  }
  return style;
}

/** The 256-colour palette of xterm: 16 named, a cube of 6×6×6, 24 greys. */
function indexed(number) {
  if (number < 8) return ANSI[number];
  if (number < 16) return BRIGHT[number - 8];
  if (number >= 232) return hex(Array(3).fill(8 + 10 * (number - 232)));
  const level = (step) => (step === 0 ? 0 : 55 + 40 * step);
  const cube = number - 16;
  return hex([level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)]);
}

function hex(channels) {
  return `#${channels.map((channel) => Math.min(255, channel).toString(16).padStart(2, '0')).join('')}`;
}
