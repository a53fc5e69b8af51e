import type { DesignCheck } from '../design-check';

/** One thing to put right, where it is and how. */
export interface Finding {
  rule: string;
  /** The element and its line, or the colours. */
  where: string;
  problem: string;
  fix: string;
}

/** What one group of rules found. */
export interface AuditPart {
  checks: DesignCheck[];
  findings: Finding[];
}

/** Findings of one rule that a report keeps; the check tells how many there were. */
const FINDINGS = 20;

/** The check of a rule that `of` things were held to and `findings` broke. */
export function heldTo(
  rule: string,
  of: number,
  what: string,
  findings: readonly Omit<Finding, 'rule'>[],
  more: Partial<DesignCheck> = {},
): AuditPart {
  const passed = findings.length === 0;
  const detail = passed ? `${of} ${what}` : `${findings.length} of ${of} ${what}: ${findings[0]!.problem}`;
  return { checks: [{ rule, passed, detail, ...more }], findings: findings.slice(0, FINDINGS).map((finding) => ({ rule, ...finding })) };
}

/** Several parts as one, in order. */
export function joined(parts: readonly AuditPart[]): AuditPart {
  return { checks: parts.flatMap(({ checks }) => checks), findings: parts.flatMap(({ findings }) => findings) };
}
