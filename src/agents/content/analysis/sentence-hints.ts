import type { HouseRules } from '../house-rules';
import { voiceFaults } from '../tools/brand-voice';
import { shoutedWords } from '../tools/capitals';
import { syllables } from '../tools/readability';
import { sentencesOf, wordsOf } from '../tools/sentences';
import { spamTriggers } from '../tools/spam-triggers';

/** A sentence and what could be better in it. */
export interface SentenceHint {
  /** Its place in the text, from 1. */
  number: number;
  /** At most 300 characters. */
  text: string;
  words: number;
  hints: string[];
}

/** The sentences with hints, at most 100 of them, and how many there are. */
export interface SentenceHints {
  total: number;
  with_hints: number;
  hinted: SentenceHint[];
}

const MOST_HINTED = 100;
const SENTENCES_AT_A_TIME = 500;
const MOST_CHARACTERS = 300;
/** GOV.UK's style guide asks to split longer ones. */
const LONG_SENTENCE_WORDS = 25;
/** Words of so many syllables are worth a second look. */
const HARD_SYLLABLES = 4;
const HARD_WORDS_NAMED = 5;
/** Forms of be before a past participle: a hint, for it also meets adjectives. */
const PASSIVE =
  /\b(?:is|are|was|were|been|being|be) (?:\w{1,20}ly )?(?:\w{2,20}ed|made|given|taken|sent|done|shown|sold|kept|held|known|written|chosen)\b/i;

/** Hints for each sentence of a text; `pause` is awaited between blocks of them. Hard words and the passive are looked for in English only. */
export async function sentenceHints(
  text: string,
  rules: HouseRules,
  isEnglish: boolean,
  pause: () => Promise<void>,
): Promise<SentenceHints> {
  const sentences = sentencesOf(text);
  const hinted: SentenceHint[] = [];
  let withHints = 0;
  for (const [index, sentence] of sentences.entries()) {
    if (index % SENTENCES_AT_A_TIME === 0) await pause();
    const read = sentence.slice(0, 4 * MOST_CHARACTERS);
    const words = wordsOf(sentence);
    const hints = hintsOf(read, words, rules, isEnglish);
    if (hints.length === 0) continue;
    withHints += 1;
    if (hinted.length < MOST_HINTED)
      hinted.push({ number: index + 1, text: sentence.slice(0, MOST_CHARACTERS), words: words.length, hints });
  }
  return { total: sentences.length, with_hints: withHints, hinted };
}

function hintsOf(sentence: string, words: readonly string[], { voice, names }: HouseRules, isEnglish: boolean): string[] {
  const hard = isEnglish ? [...new Set(words.slice(0, 200).filter((word) => word.length < 40 && syllables(word) >= HARD_SYLLABLES))] : [];
  const shouted = shoutedWords(sentence, names);
  const triggers = spamTriggers(sentence);
  return [
    ...(words.length > LONG_SENTENCE_WORDS ? [`long: ${words.length} words`] : []),
    ...(hard.length > 0 ? [`hard words: ${hard.slice(0, HARD_WORDS_NAMED).join(', ')}`] : []),
    ...(isEnglish && PASSIVE.test(sentence) ? ['passive voice'] : []),
    ...(shouted.length > 0 ? [`capitals: ${shouted.slice(0, HARD_WORDS_NAMED).join(', ')}`] : []),
    ...(triggers.length > 0 ? [`spam triggers: ${triggers.join(', ')}`] : []),
    ...(voice === undefined ? [] : voiceFaults(sentence, voice)),
  ];
}
