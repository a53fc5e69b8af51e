import type { GenerateAnswer } from '../models';

/** An upper bound of an agent's confidence (0–1) and what sets it. */
export interface ConfidenceBound {
  limit: number;
  reason: string;
}

/** What the sandbox words is made up, however good the figures under it. */
const SANDBOX_LIMIT = 0.5;

/** Confidence is the lowest of its bounds: code decides it, a model never rates itself. */
export function boundedConfidence(bounds: readonly ConfidenceBound[]): { confidence: number; confidenceReasons: string[] } {
  const lowest = bounds.length === 0 ? 0 : Math.min(...bounds.map(({ limit }) => limit));
  return { confidence: lowest, confidenceReasons: bounds.map(({ reason }) => reason) };
}

/** The bound that comes with who worded an answer; none for a real model. */
export function providerBounds(answers: readonly GenerateAnswer[]): ConfidenceBound[] {
  return answers.some(({ provider }) => provider === 'sandbox') ? [{ limit: SANDBOX_LIMIT, reason: 'worded by the sandbox provider' }] : [];
}

/** The bound of checks done in code: .9 when all passed, less for each that did not. */
export function checkBounds(checks: readonly { rule: string; passed: boolean }[]): ConfidenceBound {
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return { limit: 0.9, reason: `all ${checks.length} checks passed` };
  const rules = [...new Set(failed.map(({ rule }) => rule))].join(', ');
  return {
    limit: Math.max(0.3, 0.9 - (0.6 * failed.length) / checks.length),
    reason: `${failed.length} of ${checks.length} checks failed: ${rules}`,
  };
}
