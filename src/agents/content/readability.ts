/** English reading scores: `ease` 0–100, higher is easier; `grade` is the US school year. */
export interface Readability {
  ease: number;
  grade: number;
}

/** Flesch reading ease (Flesch 1948) and Flesch–Kincaid grade (Kincaid et al. 1975); undefined for a text without words. */
export function readability(text: string): Readability | undefined {
  const words = text.match(/[\p{L}][\p{L}'’-]*/gu) ?? [];
  if (words.length === 0) return undefined;
  const sentences = Math.max(1, text.split(/[.!?]+(?=\s|$)/).filter((sentence) => /\p{L}/u.test(sentence)).length);
  const perSentence = words.length / sentences;
  const perWord = words.reduce((sum, word) => sum + syllables(word), 0) / words.length;
  return { ease: 206.835 - 1.015 * perSentence - 84.6 * perWord, grade: 0.39 * perSentence + 11.8 * perWord - 15.59 };
}

/** Syllables of an English word by its vowel groups, less a silent final e, es or ed; at least one. */
export function syllables(word: string): number {
  const letters = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
  const stem = letters.length <= 3 ? letters : letters.replace(/(?:[^laeiouy]es|[^tdaeiouy]ed|[^laeiouy]e)$/, (ending) => ending[0]!);
  return Math.max(1, stem.match(/[aeiouy]+/g)?.length ?? 0);
}
