import { unsupportedNumbers, type NumberSources } from '../numbers/number-check';
import { proseOf, wholeText } from './copy-text';
import type { HouseRules } from './house-rules';
import { listed } from './listed';
import type { Check, CopyText } from './piece';
import { bannedClaims, claimCheck } from './tools/banned-claims';
import { voiceCheck } from './tools/brand-voice';
import { capitalsCheck } from './tools/capitals';
import { detectLanguage, languageCheck, languageName } from './tools/language';
import { lengthChecks } from './tools/lengths';
import { linkCheck, linksIn } from './tools/links';
import { markupCheck } from './tools/markup';
import { mergeTagCheck, mergeTagsIn, plainWords } from './tools/merge-tags';
import { placeholderCheck } from './tools/placeholders';
import { readability } from './tools/readability';
import { SOCIAL_NETWORKS, type SocialNetwork } from './tools/social-networks';
import { spamCheck } from './tools/spam-triggers';

/** What copy is held to. */
export interface CheckBasis {
  rules?: HouseRules;
  /** Whose length a post keeps to. */
  network?: SocialNetwork;
  /** Where numbers may come from; without it they are not looked at. */
  sources?: NumberSources;
}

/** Flesch's "fairly difficult" ends here (Flesch 1948). */
const EASIEST_DIFFICULT = 50;
const NO_RULES: HouseRules = { names: [], bannedClaims: [] };

/** Holds one copy to every rule that applies to its fields. Linear in its length. */
export function copyChecks(copy: CopyText, basis: CheckBasis = {}): Check[] {
  return checkSteps(copy, basis).flatMap((step) => step());
}

/** The same in steps, for long texts: other work may be done between them. */
export function checkSteps(
  copy: CopyText,
  { rules = NO_RULES, network = SOCIAL_NETWORKS[0]!, sources }: CheckBasis = {},
): (() => Check[])[] {
  const whole = wholeText(copy);
  const prose = proseOf(copy);
  const detected = detectLanguage(whole);
  const language = detected.code === 'und' ? (rules.language ?? 'en') : detected.code;
  return [
    () => lengthChecks(copy, network),
    () => [capitalsCheck(whole, rules.names)],
    () => [spamCheck(whole)],
    () => (copy.body === undefined && copy.text === undefined ? [] : [readingCheck(prose, language)]),
    () => (sources === undefined ? [] : [numberCheck(whole, sources)]),
    () => [linkCheck(linksIn(whole))],
    () => [markupCheck(whole), placeholderCheck(whole)],
    () => [mergeTagCheck(mergeTagsIn(whole), rules.mergeFields)],
    () => [claimCheck(bannedClaims(whole, rules.bannedClaims))],
    () => (rules.voice === undefined ? [] : [voiceCheck(whole, rules.voice)]),
    () => (rules.language === undefined ? [] : [languageCheck(detected, rules.language)]),
  ];
}

/** The numbers in a text that no source holds. Runs of white space mean nothing to it and could cost much. */
export function inventedNumbers(text: string, { values, texts = [] }: NumberSources): string[] {
  return unsupportedNumbers(squeezed(text), { values, texts: texts.map(squeezed) });
}

function numberCheck(text: string, sources: NumberSources): Check {
  const invented = inventedNumbers(text, sources);
  return { rule: 'numbers_have_a_source', passed: invented.length === 0, detail: listed(invented, 'every number comes from the task') };
}

function squeezed(text: string): string {
  return text.replace(/[^\S\n]+/g, ' ').replace(/\n[\s]*/g, '\n');
}

function readingCheck(text: string, language: string): Check {
  const rule = 'reading_ease';
  if (language !== 'en') return { rule, passed: true, detail: `not scored: the scores are for English, not ${languageName(language)}` };
  const scores = readability(plainWords(text));
  if (scores === undefined) return { rule, passed: false, detail: 'no words' };
  const { ease, grade } = scores;
  return { rule, passed: ease >= EASIEST_DIFFICULT, detail: `Flesch ${ease.toFixed(0)}, Flesch–Kincaid grade ${grade.toFixed(1)}` };
}
