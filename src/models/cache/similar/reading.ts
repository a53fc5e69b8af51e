import { americanSpelling, withoutCourtesies, withoutGreeting, writeOut } from './wording';

/** What a message says, taken apart for comparison. */
export interface Reading {
  /** In lower case and in order: words, numbers and signs, without courtesies, in one spelling. */
  content: string[];
  /** Words that change no request, such as `please`. */
  courtesies: string[];
  /** What must never differ, in order: quotations, numbers, negations, names. */
  guards: string[];
}

/** Quotations: their content counts to the letter. */
const QUOTED = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|(?<=^|\s)'[^']+'(?=[\s.,;:!?]|$)/gu;
/** Numbers with their signs and units, words with inner apostrophes, dots and hyphens, and every sign that may mean something. */
const TOKEN =
  /(?<![\p{L}\p{N}])[-+]?[.,]?\p{N}+(?:[.,:/-]\p{N}+)*[%°!'"]?|[\p{L}\p{M}][\p{L}\p{M}\p{N}]*(?:['.-][\p{L}\p{M}\p{N}]+)*|[^\s.,;:!?…"“”„«»']/gu;

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
  const straight = text.normalize('NFC').replace(/[’‘]/g, "'").trim().split(/\s+/).join(' ');
  const { rest: plain, courtesies: opening } = withoutGreeting(straight);
  const tokens = (writeOut(plain.toLowerCase()).match(TOKEN) ?? []) as string[];
  const { content, courtesies } = withoutCourtesies(tokens);
  return { content: content.map(americanSpelling), courtesies: [...opening, ...courtesies], guards: guardsOf(plain, tokens) };
}

function guardsOf(plain: string, tokens: readonly string[]): string[] {
  const quoted = plain.match(QUOTED) ?? [];
  const marked = tokens.filter((token) => /\p{N}/u.test(token) || NEGATION.test(token));
  const names = [...plain.matchAll(TOKEN)].filter((found) => isName(found[0], plain.slice(0, found.index))).map((found) => found[0]);
  return [...quoted, '|', ...marked, '|', ...names];
}

/** A word in capitals, or with one where no sentence begins. */
function isName(word: string, before: string): boolean {
  if (!/\p{Lu}/u.test(word) || /^I(?:'\p{L}+)?$/u.test(word)) return false;
  const startsSentence = /^[ "“„«(]{0,4}$|[.!?:][ "“„«(]{0,4}$/u.test(before);
  return !startsSentence || /\p{Lu}.*\p{Lu}/u.test(word);
}
