import type { View } from './text-view';

/**
 * What hides a character from a plain search and still means it to a browser, a server or a shell: entities of HTML (of the named ones
 * not `&lt;` and `&gt;`, which are how a text says that it means no tag), percent signs (also overlong UTF-8), escapes of JavaScript,
 * look-alikes that normalise to ASCII, and characters that are not seen.
 */
const HIDDEN = new RegExp(
  [
    '&#x0{0,8}[0-9a-f]{1,6};?',
    '&#0{0,8}[0-9]{1,7};?',
    '&(?:tab|newline|colon|sol|bsol|period|lpar|rpar|quot|apos|grave|equals|semi|comma|num|excl|amp);',
    '%c0%a[ef]|%c1%9c|%ef%bc%[89ab][0-9a-f]',
    '%u[0-9a-f]{4}|%[0-9a-f]{2}',
    String.raw`\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\u\{0{0,4}[0-9a-f]{1,6}\}`,
    '[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u034f|[\ufe00-\ufe0f]',
    '[\u2018\u2019\u02bc\u2024\u2025\u2044\u2215\u2216\ufe50-\ufe6b\uff01-\uff5e\u24b6-\u24e9]',
    String.raw`[\u{1d400}-\u{1d7ff}\u{e0000}-\u{e01ef}]`,
  ].join('|'),
  'giu',
);

const NAMED: Readonly<Record<string, string>> = {
  tab: '\t',
  newline: '\n',
  colon: ':',
  sol: '/',
  bsol: '\\',
  period: '.',
  lpar: '(',
  rpar: ')',
  quot: '"',
  apos: "'",
  grave: '`',
  equals: '=',
  semi: ';',
  comma: ',',
  num: '#',
  excl: '!',
  amp: '&',
};
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '\u2044': '/',
  '\u2215': '/',
  '\u2216': '\\',
  '%c0%ae': '.',
  '%c0%af': '/',
  '%c1%9c': '\\',
};

/** The view with one layer of hiding taken off; undefined where nothing is hidden. Linear in the text. */
export function unobscured(view: View): View | undefined {
  const { text } = view;
  if (text.search(HIDDEN) < 0) return undefined;
  const pieces: string[] = [];
  const offsets = new Uint32Array(text.length * 3 + 1); // no look-alike is longer than three units when normalised
  let length = 0;
  let from = 0;
  const keep = (piece: string, start: number, step: 0 | 1): void => {
    for (let i = 0; i < piece.length; i++) offsets[length++] = originalOf(view, start + i * step);
    pieces.push(piece);
  };
  for (const { 0: hidden, index } of text.matchAll(HIDDEN)) {
    keep(text.slice(from, index), from, 1);
    keep(revealed(hidden), index, 0);
    from = index + hidden.length;
  }
  keep(text.slice(from), from, 1);
  offsets[length] = originalOf(view, text.length);
  return { text: pieces.join(''), offsets: offsets.subarray(0, length + 1) };
}

function originalOf({ offsets }: View, index: number): number {
  return offsets === undefined ? index : (offsets[index] as number);
}

function revealed(hidden: string): string {
  const lower = hidden.toLowerCase();
  const alike = LOOK_ALIKES[lower];
  if (alike !== undefined) return alike;
  if (lower.startsWith('&#')) return seen(lower[2] === 'x' ? parseInt(lower.slice(3), 16) : parseInt(lower.slice(2), 10));
  if (lower.startsWith('&')) return NAMED[lower.slice(1, -1)] ?? hidden;
  if (lower.startsWith('%ef')) return seen(0xff00 + (parseInt(lower.slice(7), 16) & 63));
  if (/^(?:%|\\)/u.test(lower)) return seen(parseInt(lower.replace(/^(?:%u?|\\[xu]\{?)/u, ''), 16));
  return seen(hidden.codePointAt(0) as number);
}

/** The character as ASCII where it is one in other clothes; nothing where it cannot be seen. */
function seen(code: number): string {
  if (code > 0x10_ffff) return '';
  const character = String.fromCodePoint(code);
  if (/[\t\n\v\f\r]/u.test(character)) return character;
  if (/^[\p{Cc}\p{Cf}\p{Cs}\ufe00-\ufe0f\u034f]$|[\u{e0100}-\u{e01ef}]/u.test(character)) return '';
  return (LOOK_ALIKES[character] ?? character.normalize('NFKC')).slice(0, 3);
}
