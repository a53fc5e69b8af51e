import { folded } from './folding';
import type { Language } from './language';
import { scan } from './scan';
import { TermCollector } from './term-collector';
import { Vocabulary } from './vocabulary';

/** UTF-16 units of a text that are analysed (about 100 pages); what lies behind cannot be found by its words. */
const MAX_ANALYSED_LENGTH = 262_144;

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
  const collector = new TermCollector(Vocabulary.of(language));
  scan(folded(text, MAX_ANALYSED_LENGTH), collector, false);
  const { terms, length, guards } = collector;
  return { terms, length, guards, complete: collector.complete && text.length <= MAX_ANALYSED_LENGTH };
}
