/** The answer of an agent that only its description defines. */
export const CUSTOM_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['answer', 'key_points'],
  properties: {
    answer: {
      type: 'string',
      description: 'The answer to the step, complete and as long as it needs to be.',
      examples: [
        'The task is clear enough to begin with. The first thing to settle is who it is for; the rest follows from that, and the steps below are in the order in which they pay off.',
        'There are two sound ways to do this. The simpler one is enough unless the context changes, so start there and keep the other in mind.',
        'Taken together, the material supports one course of action. It is set out below with the reasons for it and what would change it.',
      ],
    },
    key_points: {
      type: 'array',
      minItems: 1,
      maxItems: 7,
      description: 'The points to keep, one sentence each.',
      items: {
        type: 'string',
        description: 'One point.',
        examples: ['Settle who it is for first.', 'Start with the simpler way.', 'Say what would change the decision.'],
      },
      examples: [
        ['Settle who it is for before anything else.', 'Begin with the simpler way.'],
        [
          'Keep what works and change one thing at a time.',
          'Say what would change the decision.',
          'Check the result with the people it is for.',
        ],
      ],
    },
  },
} as const;
