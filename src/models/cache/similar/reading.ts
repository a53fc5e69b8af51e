import { americanSpelling, withoutCourtesies, withoutGreeting, writeOut } from './wording';

/** What a message says, taken apart for comparison. */
export interface Reading {
  /** In lower case and in order: words, numbers and signs, without courtesies and the marks of the end, in one spelling. */
  content: string[];
  /** Words that change no request, such as `please`. */
  courtesies: string[];
  /** What must never differ, in order: quotations, numbers, negations, names, and all that follows a colon or line break. */
  guards: string[];
}

/** Quotations: their content counts to the letter. */
const QUOTED = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<=^|\s)'[^']+'(?=[\s.,;:!?]|$)/gu;
/** Numbers with their signs and units, words with inner apostrophes, dots and hyphens, and every sign: a comma may turn the meaning. */
const TOKEN =
  /(?<![\p{L}\p{N}])[-+]?[.,]?\p{N}+(?:[.,:/-]\p{N}+)*[%°!'"]?|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['.-][\p{L}\p{M}\p{N}]+)*|[^\s"“”„«»']|\n/gu;
/** What follows a colon or a line break is often a text to work on, not a request: each of its signs counts. */
const MATERIAL = /[:：\n].*$/su;
const END_MARK = /^[.!?…]$/u;

const NEGATION = new RegExp(
  `^(?:${[
    'not|no|never|none|nobody|nothing|nowhere|neither|nor|without|hardly|except|unless',
    'nicht|nichts|kein(?:e[nmrs]?)?|nie|niemals|niemand|ohne|weder|außer',
    "ne|n'.+|pas|jamais|rien|sans|aucune?|ni|sauf",
    'nunca|jamás|nada|nadie|ningun[ao]?|ningún|sin|tampoco|non|senza|mai|nessun[ao]?|não|nem|sem|niet|geen|nooit|zonder',
  ].join('|')})$`,
  'u',
);

/** Reads `text`; two texts read alike ask for the same. */
export function read(text: string): Reading {
  const straight = inLines(text.normalize('NFC').replace(/[’‘]/g, "'"));
  const { rest: plain, courtesies: opening } = withoutGreeting(straight);
  const tokens = withoutEndMarks(writeOut(plain.toLowerCase()).match(TOKEN) ?? []);
  const { content, courtesies } = withoutCourtesies(tokens);
  return { content: content.map(americanSpelling), courtesies: [...opening, ...courtesies], guards: guardsOf(plain, tokens) };
}

/** With single spaces, none around line breaks. */
function inLines(text: string): string {
  return text
    .trim()
    .replace(/[^\S\n\r\u2028\u2029]+/gu, ' ')
    .replace(/ ?(?:\r\n|[\n\r\u2028\u2029]) ?/gu, '\n');
}

function withoutEndMarks(tokens: readonly string[]): string[] {
  return tokens.slice(0, tokens.findLastIndex((token) => !END_MARK.test(token)) + 1);
}

function guardsOf(plain: string, tokens: readonly string[]): string[] {
  const quoted = plain.match(QUOTED) ?? [];
  const marked = tokens.filter((token) => /\p{N}/u.test(token) || NEGATION.test(token));
  const names = [...plain.matchAll(TOKEN)].filter((found) => isName(found[0], plain.slice(0, found.index))).map((found) => found[0]);
  return [...quoted, '|', ...marked, '|', ...names, '|', MATERIAL.exec(plain)?.[0] ?? ''];
}

/** A word in capitals, or with one where no sentence begins. */
function isName(word: string, before: string): boolean {
  if (!/\p{Lu}/u.test(word) || /^I(?:'\p{L}+)?$/u.test(word)) return false;
  const startsSentence = /^[ "“„«(]{0,4}$|[.!?:][ "“„«(]{0,4}$/u.test(before);
  return !startsSentence || /\p{Lu}.*\p{Lu}/u.test(word);
}
