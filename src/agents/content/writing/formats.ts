import type { JsonSchema } from '../../../models';
import type { TaskTypeRule } from '../../task-type';
import { EMAIL_EXAMPLES, LANDING_EXAMPLES, SOCIAL_EXAMPLES, SUBJECT_EXAMPLES } from './examples';
import type { ContentOutput, CopyText } from '../piece';

/** A format's name, as in `ContentOutput.format` and `context.format`. */
export type FormatName = ContentOutput['format'];

/** What copy of one format consists of. */
export interface ContentFormat {
  name: FormatName;
  /** In a sentence: `Write the …`. */
  what: string;
  /** How many ways to write it where the task does not say. */
  variants: number;
  fields: readonly (keyof CopyText)[];
  examples: readonly CopyText[];
}

/** What each field should be, for the model. */
const DESCRIPTIONS: Readonly<Record<keyof CopyText, string>> = {
  subject: 'Subject line, at most 60 characters, no capitals for effect.',
  preheader: 'Adds to the subject, at most 110 characters.',
  title: 'Title of the page as the tab and search results show it, at most 60 characters.',
  description: 'What search results show under the title, at most 160 characters.',
  headline: 'First line that is read, at most ten words.',
  body: 'One to four short paragraphs of plain text, no markup.',
  call_to_action: 'Label of the one button, two to five words.',
  text: 'The whole post as plain text, within the limit of its network.',
};

/** All formats; the first is what nothing else asks for. */
export const FORMATS: Readonly<Record<FormatName, ContentFormat>> = {
  email: {
    name: 'email',
    what: 'e-mail',
    variants: 2,
    fields: ['subject', 'preheader', 'headline', 'body', 'call_to_action'],
    examples: EMAIL_EXAMPLES,
  },
  subject_lines: { name: 'subject_lines', what: 'subject line', variants: 5, fields: ['subject', 'preheader'], examples: SUBJECT_EXAMPLES },
  landing_page: {
    name: 'landing_page',
    what: 'landing page',
    variants: 2,
    fields: ['title', 'description', 'headline', 'body', 'call_to_action'],
    examples: LANDING_EXAMPLES,
  },
  social: { name: 'social', what: 'social post', variants: 3, fields: ['text'], examples: SOCIAL_EXAMPLES },
};

/** A task that asks for whole e-mails may name their subject lines too, and the place where a post leads. */
export const FORMAT_RULES: readonly TaskTypeRule<FormatName>[] = [
  { type: 'email', words: /(?:^|\P{L})(?:preheaders?|(?:e-?mails?|newsletters?) with (?:an? )?subject)(?!\p{L})/iu },
  {
    type: 'social',
    words:
      /\b(?:social(?: media)? posts?|posts? (?:for|on) (?:social|x|linkedin|instagram|facebook|threads|mastodon|bluesky)|tweets?|(?:linkedin|instagram|facebook|threads|mastodon|bluesky) (?:posts?|captions?))\b/i,
  },
  { type: 'landing_page', words: /\blanding[- ](?:pages?|copy)\b/i },
  { type: 'subject_lines', words: /(?<!\bwith (?:an? |its |their )?)\bsubject lines?\b/i },
  { type: 'email', words: /\b(?:e-?mails?|newsletters?)\b/i },
];

/** The schema of one copy; each field's examples begin at another one, by `turn`, so that no two pieces start alike. */
export function copySchema({ fields, examples }: ContentFormat, description: string, turn: number, mostParagraphs: number): JsonSchema {
  const turned = examples.map((_, offset) => examples[(turn + offset) % examples.length]!);
  const property = (name: keyof CopyText): JsonSchema => {
    const values = turned.map((copy) => copy[name]!);
    if (name !== 'body') return { type: 'string', description: DESCRIPTIONS[name], examples: values };
    const items = { type: 'string', description: 'A paragraph of two or three sentences.', examples: values.flat() };
    const what = mostParagraphs === MOST_PARAGRAPHS ? DESCRIPTIONS.body : 'The paragraphs of the text, no markup.';
    return { type: 'array', minItems: 1, maxItems: mostParagraphs, description: what, items, examples: values };
  };
  const properties = Object.fromEntries(fields.map((name) => [name, property(name)]));
  return { type: 'object', description, additionalProperties: false, required: [...fields], properties };
}

/** Paragraphs of a piece that is written, not edited. */
export const MOST_PARAGRAPHS = 4;
