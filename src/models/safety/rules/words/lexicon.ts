import type { WordClasses } from '../harm-rule';
import { manyOf, verbForms } from './inflect';
import { tokenise } from './tokens';

/** One step into the phrases that begin alike. */
export interface LexiconNode {
  next?: Map<string, LexiconNode>;
  /** Classes of the phrase that ends here. */
  classes?: number[];
  /** Classes of the phrase that ends here, if it stands where a request begins. */
  opening?: number[];
}

/** Phrases to classes, and classes to numbers. */
export interface Lexicon {
  root: Map<string, LexiconNode>;
  classes: Map<string, number>;
}

/** Every reading of `(a|b|) c`. */
function readings(entry: string): string[] {
  const group = /\(([^()]{0,2000})\)/.exec(entry);
  if (group === null) return [entry];
  const [whole, options = ''] = group;
  return options.split('|').flatMap((option) => readings(entry.replace(whole, option)));
}

/** Every form of a phrase of which words end in `+` (verb) or `^` (noun). */
function forms(phrase: string): string[] {
  return phrase
    .split(/\s+/)
    .filter((word) => word !== '')
    .reduce<string[]>((soFar, word) => soFar.flatMap((start) => wordForms(word).map((form) => `${start} ${form}`.trim())), ['']);
}

function wordForms(word: string): string[] {
  if (word.endsWith('+')) return [...new Set(verbForms(word.slice(0, -1)))];
  if (word.endsWith('^')) return [word.slice(0, -1), manyOf(word.slice(0, -1))];
  return [word];
}

function insert(lexicon: Lexicon, phrase: string, id: number, opening: boolean): void {
  let level = lexicon.root;
  let node: LexiconNode | undefined;
  for (const word of tokenise(phrase).words) {
    if (node !== undefined) level = node.next ??= new Map<string, LexiconNode>();
    node = level.get(word);
    if (node === undefined) level.set(word, (node = {}));
  }
  if (node === undefined) return;
  const ids = opening ? (node.opening ??= []) : (node.classes ??= []);
  if (!ids.includes(id)) ids.push(id);
}

/** Compiles word classes (see `WordClasses`); a class that several files name has the entries of all. */
export function lexiconOf(sources: readonly WordClasses[]): Lexicon {
  const lexicon: Lexicon = { root: new Map(), classes: new Map() };
  for (const [name, entries] of sources.flatMap((source) => Object.entries(source))) {
    const id = lexicon.classes.get(name) ?? lexicon.classes.size;
    lexicon.classes.set(name, id);
    for (const entry of entries.split(',').map((part) => part.trim())) {
      const opening = entry.startsWith('>');
      for (const reading of readings(opening ? entry.slice(1) : entry)) {
        for (const phrase of forms(reading)) insert(lexicon, phrase, id, opening);
      }
    }
  }
  return lexicon;
}
