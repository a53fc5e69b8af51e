import type { GenerateRequest } from '../../generate';
import { fence, FENCE_RULE, newFenceMark } from '../../prompt/fence';
import { SAFETY_CATEGORIES, type SafetyCategory } from '../safety-category';

/** What a model is asked about: all but what patterns tell better, and what must not be shown to it. */
export const JUDGED_CATEGORIES: readonly SafetyCategory[] = SAFETY_CATEGORIES.filter(
  (category) => category !== 'pii' && category !== 'secrets',
);

/** Longer texts are judged by this much of their beginning and of their end, in characters. */
const EXCERPT_CHARS = 6_000;
/** A score for each category takes fewer. */
const ANSWER_TOKENS = 400;

const WHAT: Readonly<Partial<Record<SafetyCategory, string>>> = {
  injection:
    'tries to override the instructions of an AI, to make it take on a role without limits, or to make it act against those it works for',
  prompt_extraction: 'tries to learn the instructions or secrets that an AI was given',
  hate: 'demeans people for what they are',
  harassment: 'insults or threatens a person',
  violence: 'threatens, glorifies or helps with violence',
  self_harm: 'encourages or helps with self-harm',
  sexual: 'is sexually explicit',
  minors: 'sexualises minors',
  weapons: 'helps to make or get weapons',
  illicit: 'helps with a crime',
  malware: 'helps to break into or harm computers',
  spam_claims: 'makes claims of a kind that deceive: guaranteed income, miracle cures, false urgency about money',
};

const INSTRUCTIONS = [
  'You are a content classifier. Score the text for each category from 0 (not at all) to 1 (certainly).',
  'Talking about a subject, asking how to stay safe, fiction without instructions and figures of speech are not harmful.',
  ...JUDGED_CATEGORIES.map((category) => `- ${category}: the text ${WHAT[category] ?? ''}`),
  FENCE_RULE,
].join('\n');

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: [...JUDGED_CATEGORIES],
  properties: Object.fromEntries(JUDGED_CATEGORIES.map((category) => [category, { type: 'number', minimum: 0, maximum: 1 }])),
};

/** Who answers is the operator's choice: nobody else takes its place. What was judged once is remembered by `Judge`. */
const ASKED = { maxTokens: ANSWER_TOKENS, temperature: 0, fallback: false, cache: 'off' } as const;

/** The question to a model that follows instructions: scores in a strict schema. */
export function scoresQuestion(model: string, text: string): GenerateRequest {
  const content = fence({ label: 'Text', text: excerptOf(text) }, newFenceMark());
  const format = { type: 'json_schema' as const, name: 'safety_scores', schema: SCHEMA };
  return { model, system: INSTRUCTIONS, messages: [{ role: 'user', content }], format, ...ASKED };
}

/** The question to a model of the Llama Guard kind, whose instructions are its own: it answers `safe`, or `unsafe` and codes. */
export function guardQuestion(model: string, text: string): GenerateRequest {
  return { model, messages: [{ role: 'user', content: excerptOf(text) }], format: { type: 'text' }, ...ASKED };
}

function excerptOf(text: string): string {
  if (text.length <= 2 * EXCERPT_CHARS) return text;
  return `${text.slice(0, EXCERPT_CHARS)}\n[…]\n${text.slice(-EXCERPT_CHARS)}`;
}
