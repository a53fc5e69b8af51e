/** Unicode's own bound for the marks of one character (UAX #15, Stream-Safe Text Format); normalising longer runs takes time that grows with their square. */
const TOO_MANY_MARKS = /\p{M}{31}/u;
/** All white space but a single plain space, which may stay. */
const WHITE_SPACE = /\s{2,}|[^\S ]/g;
const BEYOND_ASCII = /[\u0080-\uffff]/;

/**
 * The form of a text whose equality means "the same text": NFC, lower case, white space collapsed and trimmed. Linear for any text;
 * one with a run of more than 30 combining marks keeps the composition it came in.
 */
export function normalised(text: string): string {
  let form = text.toLowerCase();
  // Lower case may leave a form that is not composed, and what is composed may have another lower case: hence before and after.
  if (BEYOND_ASCII.test(text) && !TOO_MANY_MARKS.test(text)) form = text.normalize('NFC').toLowerCase().normalize('NFC');
  return form.replace(WHITE_SPACE, ' ').trim();
}
