import { sentencesOf, wordsOf } from './sentences';

/** English reading scores: `ease` 0–100, higher is easier; `grade` and `smog` are US school years. */
export interface Readability {
  ease: number;
  grade: number;
  smog: number;
  words: number;
  sentences: number;
}

/** How much there is to read, in any language. */
export interface Counts {
  characters: number;
  words: number;
  sentences: number;
  paragraphs: number;
  reading_seconds: number;
}

/** Silent reading of English prose: the mean over 190 studies (Brysbaert 2019). */
const WORDS_PER_MINUTE = 238;
/** From so many syllables on SMOG counts a word as hard. */
const POLYSYLLABIC = 3;

/**
 * Flesch reading ease (Flesch 1948), Flesch–Kincaid grade (Kincaid et al. 1975) and SMOG (McLaughlin 1969, who meant it for 30 sentences and
 * more); undefined for a text without words.
 */
export function readability(text: string): Readability | undefined {
  const words = wordsOf(text);
  if (words.length === 0) return undefined;
  const sentences = Math.max(1, sentencesOf(text).length);
  // A long text says most of its words again.
  const known = new Map<string, number>();
  const counts = words.map((word) => {
    const count = known.get(word) ?? syllables(word);
    known.set(word, count);
    return count;
  });
  const perSentence = words.length / sentences;
  const perWord = counts.reduce((sum, count) => sum + count, 0) / words.length;
  const hard = counts.filter((count) => count >= POLYSYLLABIC).length;
  return {
    ease: 206.835 - 1.015 * perSentence - 84.6 * perWord,
    grade: 0.39 * perSentence + 11.8 * perWord - 15.59,
    smog: 1.043 * Math.sqrt(hard * (30 / sentences)) + 3.1291,
    words: words.length,
    sentences,
  };
}

/** Counts that hold for a text in any language with spaces between its words. */
export function countsOf(text: string): Counts {
  const words = wordsOf(text).length;
  return {
    characters: [...text].length,
    words,
    sentences: sentencesOf(text).length,
    paragraphs: text.split('\n\n').filter((paragraph) => paragraph.trim() !== '').length,
    reading_seconds: Math.round((words / WORDS_PER_MINUTE) * 60),
  };
}

/** Syllables of an English word by its vowel groups, less a silent final e, es or ed; at least one. */
export function syllables(word: string): number {
  const lower = word.toLowerCase();
  const letters = /^[a-z]*$/.test(lower) ? lower : lower.normalize('NFKD').replace(/[^a-z]/g, '');
  const stem = letters.length <= 3 ? letters : letters.replace(/(?:[^laeiouy]es|[^tdaeiouy]ed|[^laeiouy]e)$/, (ending) => ending[0]!);
  return Math.max(1, stem.match(/[aeiouy]+/g)?.length ?? 0);
}
