import type { DangerKind, DangerOptions } from './danger';
import { cutOut } from './cut-out';
import { findDanger } from './find-danger';

/** What is cut out unless asked otherwise: what acts when a page shows the text. Commands and templates act on nothing by being shown. */
export const DEFUSED_KINDS: ReadonlySet<DangerKind> = new Set(['script', 'html', 'control', 'bidi']);

/** Times that cutting may lay bare something new, as in `<scr<script>ipt>`, before nothing but words is left. */
const MAX_ROUNDS = 10;
/** All that could stand in a form that a rule knows. */
const SIGNS = /[^\p{L}\p{M}\p{N}\s.,!?-]|[\p{Default_Ignorable_Code_Point}]/gu;
const WORDS_OF_DANGER = /script|alert|prompt|confirm|eval/giu;

/**
 * `text` with what is dangerous cut out: invisible and control characters, elements with their code, handlers, the protocol of URLs that
 * run. Nothing is escaped, what is not dangerous stays as it is to the byte, and what comes out goes through unchanged.
 */
export function withoutDanger(text: string, kinds: ReadonlySet<DangerKind> = DEFUSED_KINDS, options: DangerOptions = {}): string {
  let defused = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = findDanger(defused, kinds, options);
    if (found.length === 0) return defused;
    defused = cutOut(defused, found);
  }
  // Nested deeper than anybody writes who means well.
  if (findDanger(defused, kinds, options).length === 0) return defused;
  const words = defused.replace(SIGNS, '');
  return findDanger(words, kinds, options).length === 0 ? words : words.replace(WORDS_OF_DANGER, '');
}
