/** A Markdown table; `columns` name the alignment by a trailing colon (`'Customers:'` is right-aligned). */
export function table(columns, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  const rule = columns.map((name) => (name.endsWith(':') ? '---:' : '---'));
  return [line(columns.map((name) => name.replace(/:$/, ''))), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Text as one Markdown line in which nothing is markup of ours or theirs. */
export function inline(text) {
  return readable(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|]/g, '\\$&');
}

/** Text as a quotation, its lines kept. */
export function quote(text) {
  return readable(text)
    .trim()
    .split(/\r?\n/)
    .map((line) => `> ${inline(line)}`.trimEnd())
    .join('\n');
}

function cell(text) {
  return text === undefined || text === null || text === '' ? '–' : String(text).replace(/\s+/g, ' ');
}

/** Values that are not text, such as an expectation given as an object, in JSON. */
function readable(value) {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}
