import { messageText } from '../../message-text';
import type { ModelMessage } from '../../model-provider';

/** Words taken from a prompt at most: enough for variety, and a long prompt costs no more. */
const MAX_WORDS = 400;

/** The words of the last thing the user said, in order and without anything that holds a digit. */
export function promptWords(messages: readonly ModelMessage[]): string[] {
  const tokens = goalOf(messages).split(/[^\p{L}\p{N}'’]+/u);
  const words = tokens.filter((token) => /^\p{L}{2,24}$/u.test(token)).slice(0, MAX_WORDS);
  return words.length > 0 ? words : ['sandbox'];
}

/** The last thing the user said. */
export function goalOf(messages: readonly ModelMessage[]): string {
  const last = messages.findLast(({ role }) => role === 'user');
  return last === undefined ? '' : messageText(last);
}

/** A property's name in words: `meta_title` and `metaTitle` become `meta title`. */
export function inWords(name: string): string {
  const words = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/\p{L}+/gu);
  return words?.join(' ') ?? 'text';
}
