/** Entries of a list that are shown to people; `--json` has them all. */
const MOST_ENTRIES = 20;
/** How a piece was judged, and what else it might have been: for programs. */
const LEFT_OUT: ReadonlySet<string> = new Set(['checks', 'variants']);

/** A value as an indented outline, for people; what is empty is left out. */
export function outline(value: unknown, indent = ''): string {
  if (Array.isArray(value)) return entries(value, indent);
  if (typeof value !== 'object' || value === null) return `${indent}${textOf(value, indent)}\n`;
  return Object.entries(value)
    .filter(([name, field]) => !LEFT_OUT.has(name) && !isEmpty(field))
    .map(([name, field]) =>
      isScalar(field) ? `${indent}${name}: ${textOf(field, indent)}\n` : `${indent}${name}:\n${outline(field, `${indent}  `)}`,
    )
    .join('');
}

function entries(list: readonly unknown[], indent: string): string {
  const shown = list.slice(0, MOST_ENTRIES).map((entry) => `${indent}- ${outline(entry, `${indent}  `).trimStart()}`);
  const more = list.length - shown.length;
  return shown.join('') + (more > 0 ? `${indent}… ${more} more: --json has them all\n` : '');
}

function textOf(value: unknown, indent: string): string {
  return String(value).replaceAll('\n', `\n${indent}  `);
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
