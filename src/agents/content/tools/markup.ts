import { listed } from '../listed';
import type { Check } from '../piece';

/** HTML tags, and the bold, headings and links of Markdown: mail systems and networks would show them as they are. Each search is bounded. */
const MARKUP = /<\/?[a-z][^<>]{0,300}>|\*\*[^*\n]{1,200}\*\*|^#{1,6} |\[[^[\]\n]{1,200}\]\([^()\s]{1,500}\)/gim;

/** Rule `no_markup`. */
export function markupCheck(text: string): Check {
  const found = text.match(MARKUP) ?? [];
  return { rule: 'no_markup', passed: found.length === 0, detail: listed(found, 'plain text') };
}
