import type { Segment } from './segment';

/** A segment as the model proposes it where no data can choose. */
export type ProposedSegment = Pick<Segment, 'audience' | 'treatment' | 'reason'> & { name: string };

const SEGMENT_SETS = [
  [
    {
      name: 'new customers',
      audience: 'Customers who bought for the first time this season',
      treatment: 'A welcome that shows the range',
      reason: 'They know one product and need a second reason to come back.',
    },
    {
      name: 'regulars',
      audience: 'Customers who buy every season',
      treatment: 'Early access to what is new',
      reason: 'They trust the brand and reward being first.',
    },
    {
      name: 'lapsed customers',
      audience: 'Customers who have not bought for a year',
      treatment: 'A reminder of what they bought and what goes with it',
      reason: 'Something known wins attention more easily than something new.',
    },
  ],
  [
    {
      name: 'browsers',
      audience: 'Visitors who look often and rarely buy',
      treatment: 'A short guide to choosing',
      reason: 'They hesitate over the choice, not over the price.',
    },
    {
      name: 'buyers',
      audience: 'Customers who bought recently',
      treatment: 'What goes with the last order',
      reason: 'The last order says best what is useful next.',
    },
  ],
];

/** Two to four segments in words, for a step that has no figures. */
export const SEGMENTS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['segments', 'rationale'],
  properties: {
    segments: {
      type: 'array',
      minItems: 2,
      maxItems: 4,
      description: 'Two to four groups that do not overlap and together cover the audience.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'audience', 'treatment', 'reason'],
        properties: {
          name: text('Two or three words that name the group.', (one) => one.name),
          audience: text('Who belongs to it, decidable from what is known of a customer.', (one) => one.audience),
          treatment: text('What this group gets, in one phrase.', (one) => one.treatment),
          reason: text('Why this suits this group, in one sentence without figures.', (one) => one.reason),
        },
      },
      examples: SEGMENT_SETS,
    },
    rationale: {
      type: 'string',
      description: 'Why these groups, in one or two sentences without figures.',
      examples: [
        'The groups differ in what they know of the brand, which decides what a message must do.',
        'Each group has a different reason to come back, and one message can serve only one of them.',
        'The split follows what customers did last, the strongest hint of what they want next.',
      ],
    },
  },
} as const;

function text(description: string, of: (segment: ProposedSegment) => string) {
  return { type: 'string', description, examples: SEGMENT_SETS.flat().map(of) };
}
