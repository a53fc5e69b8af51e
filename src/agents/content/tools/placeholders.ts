import { listed } from '../listed';
import type { Check } from '../piece';

/** What writers and models leave where a fact was missing, such as `[Your company]`; merge tags are none. */
const PLACEHOLDER =
  /\[(?:your|insert|add|first|last|full|customer|company|brand|product|recipient|link|date|price|name)\b[^[\]\n]{0,60}\]|<(?:your|insert) [^<>\n]{0,60}>|\blorem ipsum\b/gi;
/** In capitals only: `todo` is a Spanish word. */
const MARK = /\b(?:TODO|TBD|X{3,})\b/g;

/** Rule `no_placeholders`. */
export function placeholderCheck(text: string): Check {
  const found = [...(text.match(PLACEHOLDER) ?? []), ...(text.match(MARK) ?? [])];
  return { rule: 'no_placeholders', passed: found.length === 0, detail: listed(found, 'none found') };
}
