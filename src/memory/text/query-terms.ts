import { folded } from './folding';
import type { Language } from './language';
import { scan } from './scan';
import { TermCollector } from './term-collector';
import { cut, Vocabulary } from './vocabulary';

/** UTF-16 units of a query that are read; a longer one is cut. */
const MAX_QUERY_LENGTH = 8_192;
/** Different terms of a query that are searched, the first ones. */
const MAX_QUERY_TERMS = 64;

/**
 * The different terms that find what `query` asks for, at most 64: its words as English and as each of `languages` would index them. Stop
 * words are left out unless nothing else is there. Empty when the query holds no word. Linear in time for any query; never throws.
 */
export function queryTerms(query: string, languages: readonly Language[]): string[] {
  const text = folded(query, MAX_QUERY_LENGTH);
  const all = new Set<Language>(['en', ...languages]);
  const found = [...all].map((language) => termsIn(text, language));
  const terms = alternating(found);
  return terms.length > 0 ? terms : stopWordsOf(text);
}

function termsIn(text: string, language: Language): string[] {
  const collector = new TermCollector(Vocabulary.of(language));
  scan(text, collector, true);
  return [...collector.terms.keys()];
}

/** The first of every list, then the second of each, so that of a long query no language is left out. */
function alternating(lists: readonly string[][]): string[] {
  const terms = new Set<string>();
  const longest = Math.max(...lists.map((list) => list.length));
  for (let index = 0; index < longest; index++) {
    for (const list of lists) {
      const term = list[index];
      if (term !== undefined && terms.size < MAX_QUERY_TERMS) terms.add(term);
    }
    if (terms.size >= MAX_QUERY_TERMS) break;
  }
  return [...terms];
}

/** A stop word of one language may be a word of another, in whose texts it is found. */
function stopWordsOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return [...new Set(words.map(cut))].slice(0, MAX_QUERY_TERMS);
}
