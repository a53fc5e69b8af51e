/** What the model makes of the results of the other agents. */
export const SYNTHESIS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['summary', 'highlights', 'gaps'],
  properties: {
    summary: {
      type: 'string',
      description: 'Two to four sentences that answer the goal from the results. No number that the results do not state.',
      examples: [
        'The work is done: the figures say what to send, the letters are written for each group, and the layout is ready. What remains is a last look before sending.',
        'Every part of the goal has an answer that the results support. Start with the main finding, then read the letters in the voice of a customer.',
        'The steps agree with each other and together answer the goal. The figures lead, and the words and the design follow from them.',
      ],
    },
    highlights: {
      type: 'array',
      minItems: 1,
      maxItems: 5,
      description: 'One to five results that matter most, one sentence each.',
      items: {
        type: 'string',
        description: 'One result.',
        examples: ['The main question has a clear answer.', 'Each group has a letter of its own.', 'The layout passes its checks.'],
      },
      examples: [
        ['The main question has a clear answer that the figures support.', 'Each group has a letter of its own, held to the house rules.'],
        [
          'The figures come first and every claim follows from them.',
          'The letters keep to one voice throughout.',
          'The layout is ready for phones and dark screens.',
        ],
      ],
    },
    gaps: {
      type: 'array',
      maxItems: 5,
      description: 'What the goal asks for and the results do not give; empty where nothing is missing.',
      items: {
        type: 'string',
        description: 'One gap.',
        examples: [
          'The next test needs a control group again.',
          'Nobody has read the letters aloud yet.',
          'The button still needs its link.',
        ],
      },
      examples: [
        ['The next test needs a control group of its own.'],
        ['A person should read the letters before they go out.', 'The button still needs its final link.'],
      ],
    },
  },
} as const;
