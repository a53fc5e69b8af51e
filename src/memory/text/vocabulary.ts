import { unaccented } from './folding';
import { hash32 } from './hash';
import { grammarOf, type Grammar, type Language } from './language';
import { isNegation } from './negations';

/** Longest term, in UTF-16 units; a longer word is cut. */
export const MAX_TERM_LENGTH = 64;
/** Words remembered for each language, about a megabyte; when they are as many, all are forgotten. */
const MAX_REMEMBERED = 8_192;
/** Stop words whose presence changes no meaning, so that two texts that differ in them alone may be one. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['a', 'an', 'the', 'that', 'also', 'just']);

/** What a word is to the index. */
export interface Word {
  /** Empty for a stop word. */
  readonly term: string;
  /** Hash of a word that must stand in both of two texts that are near duplicates (stop words, negations, numbers); 0 for all others. */
  readonly guard: number;
}

/** The words of one language met lately, and what they are to the index. */
export class Vocabulary {
  private readonly words = new Map<string, Word>();
  private readonly english = grammarOf('en');
  private readonly own: Grammar;

  private constructor(language: Language) {
    this.own = grammarOf(language);
  }

  private static readonly all = new Map<Language, Vocabulary>();

  /** The vocabulary of `language`, one in the process. */
  static of(language: Language): Vocabulary {
    let vocabulary = Vocabulary.all.get(language);
    if (vocabulary === undefined) Vocabulary.all.set(language, (vocabulary = new Vocabulary(language)));
    return vocabulary;
  }

  /** What the folded `word` is; of a long one only the beginning counts. */
  wordOf(word: string): Word {
    const known = this.words.get(word);
    if (known !== undefined) return known;
    // A copy: a slice would keep the whole text alive in here.
    const key = copyOf(cut(word));
    const entry = this.read(key);
    if (this.words.size >= MAX_REMEMBERED) this.words.clear();
    this.words.set(key, entry);
    return entry;
  }

  private read(word: string): Word {
    if (/\p{N}/u.test(word)) return { term: word, guard: guardOf(word) };
    const grammar = this.grammarFor(word);
    if (grammar?.stopWords.has(word)) return { term: '', guard: EMPTY_WORDS.has(word) ? 0 : guardOf(word) };
    return { term: this.stemOf(word, grammar), guard: isNegation(word) ? guardOf(word) : 0 };
  }

  private stemOf(word: string, grammar: Grammar | undefined): string {
    // English has no accents of its own ("café"), Greek stems are those of words without them; other languages tell words apart by theirs.
    const accentsCount = grammar === this.own && grammar !== this.english && !/\p{Script=Greek}/u.test(word);
    const stem = grammar ? grammar.stem(accentsCount ? word : unaccented(word)) : word;
    return cut(unaccented(stem)) || word;
  }

  private grammarFor(word: string): Grammar | undefined {
    const latin = /^\p{Script=Latin}/u.test(word);
    if (latin ? this.own.latin : this.own.other) return this.own;
    return latin ? this.english : undefined;
  }
}

/** `text` up to the longest a term may be, never ending in half a character. */
export function cut(text: string): string {
  if (text.length <= MAX_TERM_LENGTH) return text;
  const half = (text.charCodeAt(MAX_TERM_LENGTH - 1) & 0xfc00) === 0xd800;
  return text.slice(0, half ? MAX_TERM_LENGTH - 1 : MAX_TERM_LENGTH);
}

/** Never 0, which means none. */
function guardOf(word: string): number {
  return hash32(word) || 1;
}

function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
