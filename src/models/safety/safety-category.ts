/** What a text may be found to be or to hold. */
export const SAFETY_CATEGORIES = [
  'injection',
  'prompt_extraction',
  'hate',
  'harassment',
  'violence',
  'self_harm',
  'sexual',
  'minors',
  'weapons',
  'illicit',
  'malware',
  'pii',
  'secrets',
  'spam_claims',
] as const;
export type SafetyCategory = (typeof SAFETY_CATEGORIES)[number];

/** 0–1 for every category: from .5 on, the detectors hold it to be there. */
export type CategoryScores = Record<SafetyCategory, number>;

/** Nothing found. */
export function noScores(): CategoryScores {
  return Object.fromEntries(SAFETY_CATEGORIES.map((category) => [category, 0])) as CategoryScores;
}
