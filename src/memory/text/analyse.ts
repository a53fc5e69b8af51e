import { folded } from './folding';
import type { Language } from './language';
import { scan } from './scan';
import { asksSomething } from './tells-time';
import { atOnce, type Steps } from './steps';
import { TermCollector } from './term-collector';
import { piecesOf } from './pieces';
import { Vocabulary } from './vocabulary';

/** UTF-16 units of a text that are analysed (about 100 pages); what lies behind cannot be found by its words. */
const MAX_ANALYSED_LENGTH = 262_144;
/** UTF-16 units that a piece of it may have when it is folded: single characters become up to 18. */
const MAX_FOLDED_LENGTH = 32_768;

/** What becomes of a text in the index. */
export interface Analysis {
  /**
   * Term → how often it occurs, in the order in which the terms first occur; at most 4,096 terms of at most 64 UTF-16 units, without white
   * space, control characters or halves of characters.
   */
  readonly terms: ReadonlyMap<string, number>;
  /** Terms, repetitions included: the sum of `terms`. */
  readonly length: number;
  /**
   * Six characters of hash over what must be the same, in the same order, in two texts that are merged though they differ: numbers with
   * their signs, negations, stop words but articles, whether something is asked. Empty when there is none of these.
   */
  readonly guards: string;
  /** False when the text is longer than what is analysed of it. */
  readonly complete: boolean;
}

/**
 * The terms of `text`: words of any script in lower case without accents, brought to their stem, stop words left out. Words in Latin
 * letters are taken as English unless `language` says otherwise. Linear in time for any text; never throws.
 */
export function analyse(text: string, language: Language = 'en'): Analysis {
  return atOnce(analysing(text, language));
}

/** As `analyse`, in steps of some milliseconds: a text as long as is analysed takes up to 200. */
export function* analysing(text: string, language: Language = 'en'): Steps<Analysis> {
  const collector = new TermCollector(Vocabulary.of(language));
  let asks = false;
  for (const piece of piecesOf(text, MAX_ANALYSED_LENGTH)) {
    const form = folded(piece, MAX_FOLDED_LENGTH);
    scan(form, collector, false);
    asks ||= asksSomething(form);
    yield;
  }
  if (asks) collector.addTelling('?');
  const { terms, length, guards } = collector;
  return { terms, length, guards, complete: collector.complete && text.length <= MAX_ANALYSED_LENGTH };
}
