import type { PersonalDataSpan } from '../../text';
import type { CategoryScores, SafetyCategory } from './safety-category';
import type { SafetyFinding } from './safety-finding';
import type { SafetyPolicy } from './policy/safety-policy';

/** What the filter says of a text. */
export interface SafetyVerdict {
  /** Whether no category reaches the score from which the tenant's policy tells of it. */
  safe: boolean;
  /** The highest of all categories, 0–1. */
  score: number;
  categories: CategoryScores;
  /** Who judged. */
  method: 'pattern' | 'model' | 'both';
  /** At most 100, in the order of the text. */
  findings: readonly SafetyFinding[];
  /** Personal data and secrets in the text, in its order, all of them. */
  personal: readonly PersonalDataSpan[];
  /** Categories that the policy tells of, the highest score first. */
  flagged: SafetyCategory[];
  /** Those of them for which it refuses a text. */
  blocked: SafetyCategory[];
}

/** The verdict that a policy makes of scores. */
export function verdictOf(
  scores: CategoryScores,
  { findings, personal, method }: Pick<SafetyVerdict, 'findings' | 'personal' | 'method'>,
  { categories }: Pick<SafetyPolicy, 'categories'>,
): SafetyVerdict {
  const ranked = (Object.keys(scores) as SafetyCategory[]).sort((a, b) => scores[b] - scores[a]);
  const flagged = ranked.filter((category) => scores[category] >= categories[category].flagAt);
  const blocked = flagged.filter((category) => scores[category] >= (categories[category].blockAt ?? Infinity));
  const score = ranked[0] === undefined ? 0 : scores[ranked[0]];
  return { safe: flagged.length === 0, score, categories: scores, method, findings, personal, flagged, blocked };
}
