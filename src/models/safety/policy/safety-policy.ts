import type { PersonalDataType } from '../../../text';
import { SAFETY_CATEGORIES, type SafetyCategory } from '../safety-category';

/** Where texts are judged: what callers ask of models, what models answer, and what is written into the memory. */
export const SURFACES = ['prompts', 'answers', 'memories'] as const;
export type Surface = (typeof SURFACES)[number];

/** `enforce` refuses what is to be blocked, `report` only counts it and tells it, `off` does not look. */
export const SURFACE_MODES = ['enforce', 'report', 'off'] as const;
export type SurfaceMode = (typeof SURFACE_MODES)[number];

/** Scores (0–1) from which a category is told, and from which its text is refused; null: never. */
export interface CategoryPolicy {
  flagAt: number;
  blockAt: number | null;
}

/** When a model is asked for its opinion: never, where the patterns are in doubt, or always. */
export const JUDGE_TIMES = ['never', 'grey', 'always'] as const;
/** What holds when it does not answer: what the patterns say, or that nothing passes. */
export const JUDGE_FAILURES = ['open', 'closed'] as const;

export interface JudgePolicy {
  when: (typeof JUDGE_TIMES)[number];
  onFailure: (typeof JUDGE_FAILURES)[number];
}

/** What a tenant lets pass. */
export interface SafetyPolicy {
  surfaces: Readonly<Record<Surface, SurfaceMode>>;
  categories: Readonly<Record<SafetyCategory, CategoryPolicy>>;
  /** Personal data and secrets that no model gets to see: placeholders stand for them on the way there and back. */
  redact: ReadonlySet<PersonalDataType>;
  judge: JudgePolicy;
}

/** The detectors hold a category to be there from here on. */
const FLAG_AT = 0.5;
/** Where they are so sure that hardly an ordinary text is refused. */
const BLOCK_AT = 0.9;
/** What gives orders to models is told apart by statistics, which err more often than rules do. */
const ORDERS_BLOCK_AT = 0.97;
/** Told but never refused: harsh words and boastful offers are for people to judge, personal data is taken out. */
const NEVER_BLOCKED: ReadonlySet<SafetyCategory> = new Set(['harassment', 'pii', 'secrets', 'spam_claims']);

/** Of a tenant that has chosen nothing. */
export const DEFAULT_POLICY: SafetyPolicy = {
  surfaces: { prompts: 'enforce', answers: 'enforce', memories: 'report' },
  categories: Object.fromEntries(SAFETY_CATEGORIES.map((category) => [category, defaultOf(category)])) as SafetyPolicy['categories'],
  redact: new Set<PersonalDataType>([
    'credit_card',
    'iban',
    'us_ssn',
    'national_id',
    'passport',
    'driver_license',
    'email_address',
    'phone_number',
    'secret',
  ]),
  judge: { when: 'grey', onFailure: 'open' },
};

function defaultOf(category: SafetyCategory): CategoryPolicy {
  if (category === 'injection' || category === 'prompt_extraction') return { flagAt: FLAG_AT, blockAt: ORDERS_BLOCK_AT };
  if (NEVER_BLOCKED.has(category)) return { flagAt: FLAG_AT, blockAt: null };
  return { flagAt: FLAG_AT, blockAt: category === 'minors' ? FLAG_AT : BLOCK_AT };
}
