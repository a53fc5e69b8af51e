import type { SafetyCategory } from '../safety-category';

/** The hazards of Llama Guard 3 and 4 (MLCommons taxonomy, model card of Llama Guard 3), by the category they belong to here. */
const CATEGORY_OF: Readonly<Record<string, SafetyCategory>> = {
  S1: 'violence',
  S2: 'illicit',
  S3: 'sexual',
  S4: 'minors',
  S5: 'harassment', // defamation
  S6: 'illicit', // specialised advice
  S7: 'illicit', // privacy
  S8: 'illicit', // intellectual property
  S9: 'weapons', // indiscriminate weapons
  S10: 'hate',
  S11: 'self_harm',
  S12: 'sexual',
  S13: 'spam_claims', // elections
  S14: 'malware', // abuse of a code interpreter
};

/** Scores in the answer of such a model: 1 for what it names, 0 for all else; undefined where it answered something else. */
export function readGuardAnswer(text: string): Partial<Record<SafetyCategory, number>> | undefined {
  const [verdict = '', codes = ''] = text.trim().toLowerCase().split('\n');
  if (verdict === 'safe') return {};
  if (verdict !== 'unsafe') return undefined;
  const named = codes
    .toUpperCase()
    .split(',')
    .map((code) => CATEGORY_OF[code.trim()]);
  const known = named.filter((category) => category !== undefined);
  return Object.fromEntries((known.length === 0 ? (['illicit'] as const) : known).map((category) => [category, 1]));
}
