const stream = process.stdout;
const coloured = stream.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb';
const style = (code) => (text) => (coloured ? `\x1b[${code}m${text}\x1b[0m` : String(text));

/** Styles that are plain text where colours are not wanted (NO_COLOR) or cannot be shown. */
export const bold = style('1');
export const dim = style('2');
export const red = style('31');
export const green = style('32');
export const yellow = style('33');
export const cyan = style('36');

/** Whether lines can be redrawn. */
export const isTerminal = Boolean(stream.isTTY) && process.env.TERM !== 'dumb';

/** Columns that a line may fill without being wrapped; read at each use, for a window can be resized. */
export function width() {
  return Math.max(40, (stream.columns || 100) - 1);
}

/** Text from outside on one line: control characters, which could move the cursor, become spaces. */
export function plain(text) {
  return String(text ?? '')
    .replace(/\x1b\[[0-9;?]*[ -/]*[@-~]/g, '')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** `text` in at most `columns` characters, the cut marked. */
export function fit(text, columns) {
  const characters = [...text];
  return characters.length <= columns ? text : `${characters.slice(0, Math.max(0, columns - 1)).join('')}…`;
}

/** Breaks text at spaces into lines of at most `columns` characters. */
export function wrap(text, columns) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) === '' ? word : `${lines.at(-1)} ${word}`;
    if (longer.length <= columns || lines.at(-1) === '') lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
