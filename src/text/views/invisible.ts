/**
 * Characters that nobody sees and that may part a word for a program: soft hyphen, zero-width and format characters, variation selectors, bidi
 * controls and tags (Unicode general category Cf, and those that render as nothing).
 */
export const INVISIBLE = new RegExp(
  '[\\u{AD}\\u{34F}\\u{61C}\\u{115F}-\\u{1160}\\u{17B4}-\\u{17B5}\\u{180B}-\\u{180F}\\u{200B}-\\u{200F}\\u{202A}-\\u{202E}\\u{2060}-\\u{206F}\\u{3164}' +
    '\\u{FE00}-\\u{FE0F}\\u{FEFF}\\u{FFA0}\\u{FFF0}-\\u{FFFB}\\u{E0000}-\\u{E0FFF}]',
  'u',
);

/** The first and the last tag character, which repeat ASCII without being seen. */
const TAGS = { first: 0xe0020, last: 0xe007e, offset: 0xe0000 };

/** What a tag character says in ASCII; undefined for all others. */
export function tagged(codePoint: number): string | undefined {
  if (codePoint < TAGS.first || codePoint > TAGS.last) return undefined;
  return String.fromCharCode(codePoint - TAGS.offset);
}
