import { listed } from '../listed';
import type { Check } from '../piece';
import { folded, phrasesIn } from './phrases';
import { sentencesOf, wordsOf } from './sentences';

/** What code can hold a text to of a brand's voice; its tone is for the model alone. */
export interface BrandVoice {
  avoid: string[];
  /** What to say instead of what. */
  prefer: Readonly<Record<string, string>>;
  maxSentenceWords?: number;
  allowExclamation: boolean;
  allowEmoji: boolean;
}

const EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F/u;

/** Where a text breaks the voice, in words. */
export function voiceFaults(text: string, voice: BrandVoice): string[] {
  const plain = folded(text);
  const most = voice.maxSentenceWords ?? Infinity;
  const long = sentencesOf(text)
    .map((sentence) => wordsOf(sentence).length)
    .filter((words) => words > most);
  return [
    ...phrasesIn(plain, voice.avoid).map((word) => `avoid "${word}"`),
    ...phrasesIn(plain, Object.keys(voice.prefer)).map((word) => `say "${voice.prefer[word]!}" for "${word}"`),
    ...(long.length > 0 ? [`${long.length} sentences of more than ${most} words`] : []),
    ...(!voice.allowExclamation && text.includes('!') ? ['exclamation mark'] : []),
    ...(!voice.allowEmoji && EMOJI.test(text) ? ['emoji'] : []),
  ];
}

/** Rule `brand_voice`. */
export function voiceCheck(text: string, voice: BrandVoice): Check {
  const faults = voiceFaults(text, voice);
  return { rule: 'brand_voice', passed: faults.length === 0, detail: listed(faults, 'keeps to the rules of the voice') };
}
