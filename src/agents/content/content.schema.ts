import type { JsonSchema } from '../../models';
import type { Copy } from './piece';

/** Whom a piece is for: one property of the schema each. */
export interface PieceBrief {
  id: string;
  audience: string;
  /** What the piece is about; steers the examples only. */
  topic?: string;
}

/** Copy that suits any shop, as examples of the house's tone: plain, concrete, no numbers. */
const EXAMPLES: readonly Copy[] = [
  {
    subject: 'Picked for you, and ready when you are',
    preheader: 'A short list of things that go well with what you already own.',
    headline: 'A few good things, chosen with you in mind',
    body: [
      'You know what you like, so we kept this short. We went through the new season and put aside the pieces that go with what you bought last.',
      'Each one is made to be worn often and to last. Have a look, and keep what suits you.',
    ],
    call_to_action: 'See what we picked',
  },
  {
    subject: 'The new season is in. Here is where to start',
    preheader: 'Three looks we would wear ourselves, and why we like them.',
    headline: 'Start here, then wander',
    body: [
      'New stock can be a lot to take in. We unpacked it, tried it and kept notes, so you can begin with the best of it.',
      'If something does not fit, send it back. We would rather you were happy than rushed.',
    ],
    call_to_action: 'Start with our favourites',
  },
  {
    subject: 'Made to be worn, not saved for later',
    preheader: 'Everyday clothes in good cloth, cut to move with you.',
    headline: 'Clothes for the days you have most of',
    body: [
      'Most days are ordinary, and good clothes make them better. These are the shirts, coats and shoes we reach for without thinking.',
      'They wash well, wear in nicely and still look right next year.',
    ],
    call_to_action: 'Look through the range',
  },
  {
    subject: 'We saved you a look at what is new',
    preheader: 'You were here before, so you get to see it early.',
    headline: 'First look, no fuss',
    body: [
      'You have shopped with us before, so you see the new pieces before we put them in the window.',
      'Take your time. If you have a question about size or cloth, just answer this letter and one of us will write back.',
    ],
    call_to_action: 'Take the first look',
  },
];

/** An object with one e-mail per brief, keyed by its id. Examples rotate, so that no two pieces start alike. */
export function piecesSchema(briefs: readonly PieceBrief[]): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: briefs.map(({ id }) => id),
    properties: Object.fromEntries(briefs.map((brief, index) => [brief.id, pieceSchema(brief, index)])),
  };
}

function pieceSchema({ audience, topic }: PieceBrief, index: number): JsonSchema {
  const examples = EXAMPLES.map((_, offset) => EXAMPLES[(index + offset) % EXAMPLES.length]!);
  const of = <Value>(pick: (copy: Copy) => Value) => examples.map(pick);
  return {
    type: 'object',
    description: `The e-mail for: ${audience}${topic === undefined ? '' : `. It is about: ${topic}`}`,
    additionalProperties: false,
    required: ['subject', 'preheader', 'headline', 'body', 'call_to_action'],
    properties: {
      subject: {
        type: 'string',
        description: 'Subject line, at most 60 characters, no capitals for effect.',
        examples: of((copy) => copy.subject),
      },
      preheader: { type: 'string', description: 'Adds to the subject, at most 110 characters.', examples: of((copy) => copy.preheader) },
      headline: { type: 'string', description: 'First line of the e-mail, at most ten words.', examples: of((copy) => copy.headline) },
      body: {
        type: 'array',
        minItems: 1,
        maxItems: 4,
        description: 'One to four short paragraphs of plain text, no markup.',
        items: { type: 'string', description: 'A paragraph of two or three sentences.', examples: examples.flatMap((copy) => copy.body) },
        examples: of((copy) => copy.body),
      },
      call_to_action: {
        type: 'string',
        description: 'Label of the one button, two to five words.',
        examples: of((copy) => copy.call_to_action),
      },
    },
  };
}
