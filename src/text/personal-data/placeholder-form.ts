import { PERSONAL_DATA_TYPES } from './personal-data';

/** The kinds of placeholder: one for each type, and `TEXT` for text from outside that only looks like one. */
export const LITERAL = 'TEXT';
const NAMES = [...PERSONAL_DATA_TYPES.map((type) => type.toUpperCase()), LITERAL];

/** How far a model may change one: one or two brackets, two spaces inside, any case, `\_` or a space for `_`. */
const SPACES = '[ \\t\\u00a0]{0,2}';
const JOINT = '(?:\\\\?_|[ ])';
const ANY_NAME = NAMES.map((name) => name.replaceAll('_', JOINT)).join('|');
const SOURCE = `\\[{1,2}${SPACES}(?<name>${ANY_NAME})${JOINT}(?<number>\\d{1,6})${SPACES}\\]{1,2}`;

/** A new global pattern of what looks like a placeholder; groups `name` and `number`. */
export function placeholderPattern(): RegExp {
  return new RegExp(SOURCE, 'gi');
}

/** The one spelling of a placeholder, by which its value is known: `EMAIL_ADDRESS_1`. */
export function placeholderId(name: string, number: string | number): string {
  return `${name.replace(/\\?_|[ ]/g, '_').toUpperCase()}_${Number(number)}`;
}

/** No text that looks like a placeholder is longer: brackets and spaces, the longest name with `\_`, six digits. */
export const LONGEST_PLACEHOLDER = 8 + Math.max(...NAMES.map((name) => name.replaceAll('_', '\\_').length)) + 2 + 6;

/** Whether `text`, which begins with `[`, could become a placeholder (or a longer one) with more text behind it. */
export function mayBeginPlaceholder(text: string): boolean {
  if (text.length >= LONGEST_PLACEHOLDER) return false;
  const parts = /^\[{1,2}[ \t\u00a0]{0,2}(?<words>[a-z\\_ ]{0,40})(?<rest>\d{0,6}[ \t\u00a0]{0,2}\]?)$/i.exec(text)?.groups;
  if (!parts) return false;
  const { words = '', rest = '' } = parts;
  // `EMAIL\` may go on with `_`; two joints in a row are none.
  const spelt = words
    .replace(/\\?_|[ ]/g, '_')
    .replace(/\\$/, '_')
    .toUpperCase();
  if (rest === '') return NAMES.some((name) => `${name}_`.startsWith(spelt));
  return /^\d/.test(rest) && NAMES.some((name) => `${name}_` === spelt);
}
