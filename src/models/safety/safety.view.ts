import type { SafetyVerdict } from './safety-verdict';

/** A verdict as it is answered. */
export function safetyVerdictView({ safe, score, categories, method, findings, flagged, blocked }: SafetyVerdict) {
  return {
    safe,
    score: rounded(score),
    categories: Object.fromEntries(Object.entries(categories).map(([category, value]) => [category, rounded(value)])),
    flagged,
    blocked,
    method,
    findings: findings.map(({ score: own, ...finding }) => ({ ...finding, score: rounded(own) })),
  };
}

/** To three places: more means nothing. */
function rounded(score: number): number {
  return Math.round(score * 1_000) / 1_000;
}
