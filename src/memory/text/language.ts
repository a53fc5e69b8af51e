import { createRequire } from 'node:module';
import type { stemmer } from '@orama/stemmers/english';
import { stopwords as englishStopWords } from '@orama/stopwords/english';
import { baseForm } from './irregular-forms';
import { porter } from './porter';

/** The languages with a stemmer of their own, by ISO 639-1 code, with the name the packages know them by and the script they are written in. */
const LANGUAGES = {
  ar: { name: 'arabic', script: 'other' },
  bg: { name: 'bulgarian', script: 'other' },
  da: { name: 'danish', script: 'latin' },
  de: { name: 'german', script: 'latin' },
  el: { name: 'greek', script: 'other' },
  en: { name: 'english', script: 'latin' },
  es: { name: 'spanish', script: 'latin' },
  fi: { name: 'finnish', script: 'latin' },
  fr: { name: 'french', script: 'latin' },
  ga: { name: 'irish', script: 'latin' },
  hi: { name: 'indian', script: 'other' },
  hu: { name: 'hungarian', script: 'latin' },
  hy: { name: 'armenian', script: 'other' },
  id: { name: 'indonesian', script: 'latin' },
  it: { name: 'italian', script: 'latin' },
  lt: { name: 'lithuanian', script: 'latin' },
  ne: { name: 'nepali', script: 'other' },
  nl: { name: 'dutch', script: 'latin' },
  no: { name: 'norwegian', script: 'latin' },
  pt: { name: 'portuguese', script: 'latin' },
  ro: { name: 'romanian', script: 'latin' },
  ru: { name: 'russian', script: 'other' },
  sr: { name: 'serbian', script: 'both' },
  sv: { name: 'swedish', script: 'latin' },
  ta: { name: 'tamil', script: 'other' },
  tr: { name: 'turkish', script: 'latin' },
  uk: { name: 'ukrainian', script: 'other' },
} as const satisfies Record<string, { name: string; script: 'latin' | 'other' | 'both' }>;

/** ISO 639-1 code of a language whose words the index can bring to their stem. */
export type Language = keyof typeof LANGUAGES;

/** Whether `value` is the code of a {@link Language}. */
export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && Object.hasOwn(LANGUAGES, value);
}

/** How the words of one language become terms. */
export interface Grammar {
  /** Whether it speaks for words in Latin letters, and for words in others. */
  readonly latin: boolean;
  readonly other: boolean;
  readonly stopWords: ReadonlySet<string>;
  readonly stem: (word: string) => string;
}

/** What the list of the package forgets, and the most frequent words of English talk that say nothing. */
const MORE_ENGLISH_STOP_WORDS = ['a', 'us', 'also', 'just', "it'll", "that'll", "who'd", "needn't", "mightn't"];

const english: Grammar = {
  latin: true,
  other: false,
  stopWords: new Set([...englishStopWords, ...MORE_ENGLISH_STOP_WORDS]),
  stem: (word) => (/[^a-z]/.test(word) ? word : porter(baseForm(word))),
};
const grammars = new Map<Language, Grammar>([['en', english]]);
const packages = createRequire(__filename);

/** The grammar of `language`. Its word lists are read from disk at the first use, within milliseconds. */
export function grammarOf(language: Language): Grammar {
  let grammar = grammars.get(language);
  if (grammar === undefined) {
    const { name, script } = LANGUAGES[language];
    const stemming = packages(`@orama/stemmers/${name}`) as { stemmer: typeof stemmer };
    const { stopwords } = packages(`@orama/stopwords/${name}`) as { stopwords: string[] };
    const stopWords = new Set(stopwords.map((word) => word.normalize('NFKC').toLowerCase()));
    grammar = { latin: script !== 'other', other: script !== 'latin', stopWords, stem: stemming.stemmer };
    grammars.set(language, grammar);
  }
  return grammar;
}
