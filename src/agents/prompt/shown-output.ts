/** Fields of outputs that no model is shown, wherever they stand: pages, pictures, diffs and second choices, and what holds the data of single people. */
const UNSHOWN: ReadonlySet<string> = new Set([
  'html',
  'mjml',
  'svg',
  'spec',
  'unified_diff',
  'word_diff',
  'variants',
  'messages',
  'previews',
  'recipients',
  'suppressed',
]);

/** What a step made, as JSON for a model: of what it is not shown, only how much there is. Texts of more than `longestText` characters are not shown either. */
export function shownOutput(output: Readonly<Record<string, unknown>>, { longestText = Infinity } = {}): string {
  const isLong = (value: unknown) => typeof value === 'string' && value.length > longestText;
  return JSON.stringify(output, (name, value: unknown) => (UNSHOWN.has(name) || isLong(value) ? sizeOf(value) : value));
}

function sizeOf(value: unknown): unknown {
  if (typeof value === 'string') return `(${value.length} characters)`;
  if (Array.isArray(value)) return `(${value.length} entries)`;
  return typeof value === 'object' && value !== null ? '(not shown)' : value;
}
