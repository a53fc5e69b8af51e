import type { DangerKind } from './danger';

/** A form that is dangerous wherever it stands. */
export interface PatternRule {
  kind: DangerKind;
  rule: string;
  /** Global, and linear in the text: every repetition is bounded. What it matches is what would be cut out. */
  pattern: RegExp;
  /** Says of a match whether it is one after all. */
  holds?: (match: RegExpExecArray) => boolean;
}

/** The rules of one kind, written as `name: pattern`. */
export function rulesOf(kind: DangerKind, patterns: Readonly<Record<string, RegExp>>): PatternRule[] {
  return Object.entries(patterns).map(([rule, pattern]) => ({ kind, rule, pattern }));
}
