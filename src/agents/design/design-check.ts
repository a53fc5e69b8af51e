import type { ConfidenceBound } from '../confidence';
import { checkBounds } from '../confidence';
import type { Check } from '../content/piece';

/** One rule that a design was held to. */
export interface DesignCheck extends Check {
  /** It could not be held to it here; `detail` says why, and `passed` means nothing. */
  skipped?: true;
  /** Good to know, but no fault: counts neither against the confidence nor as a warning. */
  advisory?: true;
  /** The success criterion of WCAG 2.2 that the rule stands for. */
  wcag?: string;
}

/** The checks that a design has to answer for. */
export function bindingChecks(checks: readonly DesignCheck[]): DesignCheck[] {
  return checks.filter(({ skipped, advisory }) => skipped !== true && advisory !== true);
}

/** The bound that the binding checks set, as `checkBounds` says. */
export function designBounds(checks: readonly DesignCheck[]): ConfidenceBound {
  return checkBounds(bindingChecks(checks));
}

/** A sentence for each binding check that failed, after what it is about. */
export function failedChecks(checks: readonly DesignCheck[], of?: string): string[] {
  const prefix = of === undefined ? '' : `${of}: `;
  return bindingChecks(checks)
    .filter(({ passed }) => !passed)
    .map(({ rule, detail }) => `${prefix}${rule}: ${detail}`);
}
