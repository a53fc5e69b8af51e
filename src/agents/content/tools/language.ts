import { detectAll, langName, supportedLanguages, toISO2, toISO3 } from 'tinyld/light';
import type { Check } from '../piece';
import { plainWords } from './merge-tags';
import { wordsOf } from './sentences';

/** What a text seems to be written in: an ISO 639-1 code, or `und` where it is too short or too mixed to say. */
export interface Detected {
  code: string;
  /** 0–1, as the detector rates itself. */
  certainty: number;
}

/** More of a text does not change the answer, and costs: 30 ms for each 4,000 characters of unknown words. */
const CHARACTERS_READ = 1_200;
/** Of 600 English sentences of 8 to 11 words 5 were taken for another language, of 600 longer ones 2; shorter ones fail far more often. */
const LEAST_WORDS = 8;
const LEAST_CERTAINTY = 0.15;

/** The language of a text by its character n-grams. */
export function detectLanguage(text: string): Detected {
  const sample = plainWords(text.slice(0, CHARACTERS_READ));
  if (wordsOf(sample).length < LEAST_WORDS) return { code: 'und', certainty: 0 };
  const [best] = detectAll(sample);
  if (best === undefined || best.accuracy < LEAST_CERTAINTY) return { code: 'und', certainty: rounded(best?.accuracy ?? 0) };
  return { code: best.lang, certainty: rounded(best.accuracy) };
}

/** The code of a language given as a code (`de`, `de-AT`) or by its English name; undefined where the detector does not know it. */
export function languageCode(given: string): string | undefined {
  const wanted = given.trim().toLowerCase();
  const base = wanted.split(/[-_]/)[0]!;
  const found = supportedLanguages.find((code) => code === toISO3(base) || langName(code).toLowerCase() === wanted);
  return found === undefined ? undefined : toISO2(found);
}

/** A code in English words. */
export function languageName(code: string): string {
  return langName(toISO3(code));
}

/** Rule `language`: the text is in the language expected, or cannot be told. */
export function languageCheck(detected: Detected, expected: string): Check {
  const passed = detected.code === 'und' || detected.code === expected;
  const found = detected.code === 'und' ? 'too short to tell' : `reads as ${languageName(detected.code)}`;
  return { rule: 'language', passed, detail: `${found}, expected ${languageName(expected)}` };
}

function rounded(share: number): number {
  return Math.round(share * 100) / 100;
}
