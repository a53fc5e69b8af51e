/** Control characters but line breaks and tabs; what turns the direction of writing; the invisible tags of Unicode. */
const UNSEEN = /(?![\t\n\v\f\r\u0085])\p{Cc}|\p{Bidi_Control}|[\u{e0000}-\u{e007f}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const WHITE_SPACE = /[\s\u0085]+/g;
const LINE_BREAK = /[\n\r\v\f\u0085\u2028\u2029]/;
/** Spaces in a row that stay: as much as code is indented by. */
const MAX_SPACES = 8;
const INDENT = '  ';

/**
 * `text` as a prompt may show it: what a reader cannot see is left out, so that it says the same to people and to models; lines after the
 * first are indented, so that none of them can pass for a line of ours; halves of characters become U+FFFD. Linear for any text.
 */
export function readable(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .trim()
    .replace(WHITE_SPACE, (space) => (LINE_BREAK.test(space) ? `\n${INDENT}${lastLineOf(space)}` : space.slice(0, MAX_SPACES)));
}

/** A short name in a line of ours: without line breaks, colons and brackets, which part what stands in it. */
export function readableName(text: string, maxLength = 64): string {
  return readable(text.slice(0, 4 * maxLength))
    .replace(/[\s:;,()[\]]+/g, ' ')
    .trim()
    .slice(0, maxLength)
    .replace(LONE_SURROGATE, '');
}

function lastLineOf(space: string): string {
  return (space.split(LINE_BREAK).at(-1) ?? '').slice(0, MAX_SPACES);
}
