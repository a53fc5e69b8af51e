import { listed } from '../listed';
import type { Check } from '../piece';

/** Acronyms are mostly shorter. */
const SHOUTED = /(?<!\p{L})\p{Lu}{4,}(?!\p{L})/gu;
/** Merge tags are written in capitals by custom; their names are no words of the text. */
const TAGS = /\*\|[^*|\n]{0,100}\|\*|%%[\w.]{1,64}%%|\{\{[^{}]{0,200}\}\}/g;

/** Words in capitals in a text; `allowed` names, such as the brand's, may hold them. */
export function shoutedWords(text: string, allowed: readonly string[]): string[] {
  const found = new Set(text.replace(TAGS, ' ').match(SHOUTED) ?? []);
  return [...found].filter((word) => !allowed.some((name) => name.includes(word)));
}

/** Rule `no_capitals`. */
export function capitalsCheck(text: string, allowed: readonly string[]): Check {
  const shouted = shoutedWords(text, allowed);
  return { rule: 'no_capitals', passed: shouted.length === 0, detail: listed(shouted, 'no word in capitals') };
}
