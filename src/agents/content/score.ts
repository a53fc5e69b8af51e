import { proseOf } from './copy-text';
import type { Check, CopyText, Score } from './piece';
import { folded } from './tools/phrases';
import { sentencesOf, wordsOf } from './tools/sentences';

/** Points that a failed rule costs, by how much harm it does when mailed; rules not named here cost 10. Our own scale, for choosing between variants. */
const COST: Readonly<Record<string, number>> = {
  banned_claims: 40,
  numbers_have_a_source: 30,
  merge_tags: 25,
  no_placeholders: 25,
  language: 25,
  links: 20,
  post_length: 20,
  subject_length: 15,
  no_spam_triggers: 15,
  brand_voice: 15,
};
const USUAL_COST = 10;
/** What lists on a phone held upright show of a subject, about. */
const PHONE_SUBJECT = 41;
/** Mean sentence length beyond which guides to plain language ask for shorter ones (GOV.UK: at most 25 words each). */
const EASY_SENTENCE_WORDS = 20;
const LABEL_WORDS = 5;

/** 0–100 from the checks of a copy, less a little for what is not wrong but could be better. */
export function scoreOf(copy: CopyText, checks: readonly Check[]): Score {
  const failed = checks
    .filter(({ passed }) => !passed)
    .map(({ rule, detail }) => ({ points: COST[rule] ?? USUAL_COST, reason: `${rule}: ${detail}` }));
  const lost = [...failed, ...finePoints(copy)];
  const score = Math.max(0, 100 - lost.reduce((sum, { points }) => sum + points, 0));
  return { score, reasons: lost.map(({ points, reason }) => `−${points} ${reason}`) };
}

function finePoints(copy: CopyText): { points: number; reason: string }[] {
  const { subject = '', preheader = '', call_to_action: label = '' } = copy;
  const sentences = sentencesOf(proseOf(copy));
  const mean = wordsOf(proseOf(copy)).length / Math.max(1, sentences.length);
  return [
    ...([...subject].length > PHONE_SUBJECT ? [{ points: 3, reason: `phones cut a subject after about ${PHONE_SUBJECT} characters` }] : []),
    ...(repeats(subject, preheader) ? [{ points: 4, reason: 'the preheader repeats the subject' }] : []),
    ...(mean > EASY_SENTENCE_WORDS ? [{ points: 3, reason: `${mean.toFixed(0)} words a sentence on average` }] : []),
    ...(wordsOf(label).length > LABEL_WORDS ? [{ points: 2, reason: `a call to action of more than ${LABEL_WORDS} words` }] : []),
  ];
}

/** Half of the telling words of the subject stand in the preheader again. */
function repeats(subject: string, preheader: string): boolean {
  const telling = [...new Set(wordsOf(folded(subject)).filter((word) => word.length > 3))];
  const again = new Set(wordsOf(folded(preheader)));
  return telling.length > 1 && telling.filter((word) => again.has(word)).length * 2 >= telling.length;
}
