import type { SafetyCategory } from './safety-category';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something found in a text, and where: UTF-16 indices into the text as it was given. */
export interface SafetyFinding {
  category: SafetyCategory;
  /** What found it, such as `model` or `email`. */
  rule: string;
  start: number;
  end: number;
  severity: Severity;
  /** 0–1. */
  score: number;
  /** How the text had to be read for it, such as `base64`; `plain` where it stands there as it is. */
  view: string;
}
