import type { JsonSchema } from '../../../models';
import { copySchema, MOST_PARAGRAPHS, type ContentFormat } from './formats';

/** Whom a piece is for: one property of the schema each. */
export interface PieceBrief {
  id: string;
  audience: string;
  /** What the piece is about; steers the examples only. */
  topic?: string;
}

/** How much of each piece is wanted. */
export interface PieceCount {
  variants?: number;
  /** Paragraphs of a body at most. */
  paragraphs?: number;
}

const LETTERS = 'abcde';

/** An object with one copy per brief, keyed by its id; where variants are wanted, one object of them each, keyed `a`, `b`, …. */
export function piecesSchema(
  format: ContentFormat,
  briefs: readonly PieceBrief[],
  { variants = 1, paragraphs = MOST_PARAGRAPHS }: PieceCount = {},
): JsonSchema {
  const described = ({ audience, topic }: PieceBrief) =>
    `The ${format.what} for: ${audience}${topic === undefined ? '' : `. It is about: ${topic}`}`;
  const one = (brief: PieceBrief, turn: number) => copySchema(format, described(brief), turn, paragraphs);
  // Variants that took their examples from one list would often be the same.
  const several = (brief: PieceBrief, turn: number) =>
    closed(
      [...LETTERS.slice(0, variants)].map((letter, index) => [
        letter,
        copySchema(share(format, index, variants), described(brief), turn, paragraphs),
      ]),
    );
  return closed(briefs.map((brief, index) => [brief.id, variants === 1 ? one(brief, index) : several(brief, index)]));
}

/** Every brief's copies out of an answer to that schema, in order. */
export function copiesOf<Text>(json: Record<string, unknown>, id: string, variants: number): Text[] {
  return variants === 1 ? [json[id] as Text] : Object.values(json[id] as Record<string, Text>);
}

/** The schema of a comment on a draft. */
export const COMMENT_SCHEMA: JsonSchema = closed([
  [
    'comment',
    {
      type: 'string',
      description: 'Two to four sentences of plain text on what to change first and why, from the findings alone.',
      examples: [
        'The draft reads easily. Settle the failed checks first, then shorten the longest sentences.',
        'The tone fits the brand. Name the offer earlier, and let the button say what happens next.',
        'The text is sound. Its first sentence could say sooner what the reader gets.',
      ],
    },
  ],
]);

/** Every variant's own share of the examples, at least three. */
function share(format: ContentFormat, index: number, variants: number): ContentFormat {
  const own = format.examples.filter((_, at) => at % variants === index);
  return own.length >= 3 ? { ...format, examples: own } : format;
}

function closed(properties: readonly (readonly [string, JsonSchema])[]): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: properties.map(([name]) => name),
    properties: Object.fromEntries(properties),
  };
}
