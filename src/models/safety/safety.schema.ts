import { PERSONAL_DATA_TYPES } from '../../text';
import { choice, count, flag, list, mapOf, named, object, raw, share, text, type Schema } from '../../openapi';
import { SAFETY_POLICY_SCHEMA, type safetyPolicyView } from './policy/safety-policy.body';
import { SAFETY_CATEGORIES } from './safety-category';
import { SEVERITIES } from './safety-finding';

const CATEGORY = choice(SAFETY_CATEGORIES);

/** What a text is found to be. */
export const SAFETY_VERDICT = named(
  'SafetyVerdict',
  object({
    safe: flag('No category reaches the score from which the policy of the tenant tells of it'),
    score: share('The highest of all categories'),
    categories: mapOf(share()),
    flagged: list(CATEGORY),
    blocked: list(CATEGORY),
    method: choice(['pattern', 'model', 'both'], 'Who judged'),
    findings: list(
      object({
        category: CATEGORY,
        rule: text('What found it', 'email'),
        start: count('UTF-16 index into the text'),
        end: count(),
        severity: choice(SEVERITIES),
        score: share(),
        view: text('How the text had to be read for it', 'plain'),
      }),
      'At most 100, in the order of the text',
    ),
  }),
);

/** A text without what was taken out of it. */
export const SANITISED = named(
  'Sanitised',
  object({
    content: text(undefined, 'Write to [EMAIL].'),
    redactions: list(object({ type: choice(PERSONAL_DATA_TYPES), start: count(), end: count() }), 'Where it was in the text as given'),
  }),
);

/** What a tenant lets pass. */
export const SAFETY_POLICY: Schema<ReturnType<typeof safetyPolicyView>> = named('SafetyPolicy', raw(SAFETY_POLICY_SCHEMA));
