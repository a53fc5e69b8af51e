/**
 * Characters that nobody sees and that may part a word for a program: soft hyphen, zero-width and format characters, variation selectors, bidi
 * controls and tags.
 */
export const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

/** The first and the last tag character, which repeat ASCII without being seen. */
const TAGS = { first: 0xe0020, last: 0xe007e, offset: 0xe0000 };

/** What a tag character says in ASCII; undefined for all others. */
export function tagged(codePoint: number): string | undefined {
  if (codePoint < TAGS.first || codePoint > TAGS.last) return undefined;
  return String.fromCharCode(codePoint - TAGS.offset);
}
