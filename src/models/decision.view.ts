import type { Decision } from './selection/decision';
import { usd } from './cost/money';

/** Why this model answered, as clients see it. */
export function decisionView({ requested, successor, complexity, temperature, candidates, reason, adjusted = [] }: Decision) {
  return {
    requested,
    ...(successor === undefined ? {} : { successor }),
    complexity,
    temperature,
    candidates: candidates.map((candidate) => ({
      provider: candidate.provider,
      model: candidate.model,
      cost_usd_max: usd(candidate.costMaxMicroUsd),
      score: candidate.score,
      reason: candidate.reason,
    })),
    reason,
    /** What the model that answered did not get as it was asked for, in words. */
    adjusted: adjusted.map((adjustment) => adjustment.reason),
  };
}
