import { listed } from '../listed';
import type { Check } from '../piece';
import { plainWords } from './merge-tags';

/** Acronyms are mostly shorter, and seldom stand side by side. */
const SHOUTED_WORD = /(?<!\p{L})\p{Lu}{4,}(?!\p{L})/gu;
const SHOUTED_WORDS = /(?<!\p{L})\p{Lu}{2,}(?:[^\S\n]+\p{Lu}{2,})+(?!\p{L})/gu;
const LETTERS_OF_A_SHOUT = 6;

/** Words in capitals in a text, and short ones in a row; `allowed` names, such as the brand's, may hold them. Merge tags and links may hold any. */
export function shoutedWords(text: string, allowed: readonly string[]): string[] {
  const plain = plainWords(text);
  const isLong = (shout: string) => shout.replace(/\s/g, '').length >= LETTERS_OF_A_SHOUT;
  const rows = (plain.match(SHOUTED_WORDS) ?? []).filter(isLong).flatMap((row) => row.split(/\s+/));
  const found = new Set([...(plain.match(SHOUTED_WORD) ?? []), ...rows]);
  return [...found].filter((word) => !allowed.some((name) => name.includes(word)));
}

/** Rule `no_capitals`. */
export function capitalsCheck(text: string, allowed: readonly string[]): Check {
  const shouted = shoutedWords(text, allowed);
  return { rule: 'no_capitals', passed: shouted.length === 0, detail: listed(shouted, 'no word in capitals') };
}
