/** What a text may do harm with. */
export const HARM_CATEGORIES = [
  'hate',
  'harassment',
  'violence',
  'self_harm',
  'sexual',
  'minors',
  'weapons',
  'illicit',
  'malware',
  'spam_claims',
] as const;
export type HarmCategory = (typeof HARM_CATEGORIES)[number];

/** How bad it would be if the match is what it looks like; how sure we are is the score. */
export type HarmSeverity = 'low' | 'medium' | 'high' | 'critical';

/** One place where a rule of a category matches. */
export interface HarmMatch {
  category: HarmCategory;
  /** Name of the rule, unique within its category. */
  rule: string;
  /** UTF-16 index of the first character. */
  start: number;
  /** UTF-16 index after the last character. */
  end: number;
  severity: HarmSeverity;
  /** 0–1: from .5 on it counts as harm, from .25 on a second opinion is worth asking for. */
  score: number;
}
