/** The model's only part: what the findings mean, in words. Examples suit any campaign and hold no numbers. */
export const COMMENTARY_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['commentary'],
  properties: {
    commentary: {
      type: 'string',
      description:
        'Two to four sentences for a marketing lead: what the findings mean and what to do next. No number that the findings do not state.',
      examples: [
        'The leading e-mail earned its place: it brought more people back and they bought more. Make it the default, and keep a control group so that the next test can say by how much.',
        'The test gives a clear winner overall. Where a group shows no reliable difference, send the winner there too rather than guess, and test again with more customers.',
        'Sending something beat sending nothing throughout. The choice of e-mail matters less than mailing at all, but the leader is the safer default for the next campaign.',
        'The result is solid enough to act on for the whole list. Treat differences between groups as questions for the next test, not as rules.',
      ],
    },
  },
} as const;

/** For a step without rows: an answer in words, which claims no figures. */
export const ANSWER_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['answer', 'data_needed'],
  properties: {
    answer: {
      type: 'string',
      description: 'The answer in words, three to six sentences, without figures that the task does not state.',
      examples: [
        'Without campaign figures this can only be answered in general. Compare each version with a group that got nothing, look at visits first because they are frequent, and at orders before deciding.',
        'Start from the decision the analysis should support, then measure the smallest set of outcomes that can change it. A control group held back at random is worth more than any model.',
        'The question calls for a comparison of groups that were chosen by chance. Where none exists, describe what was seen and say plainly that the cause is unknown.',
      ],
    },
    data_needed: {
      type: 'array',
      description: 'What data would settle the question, one short phrase each.',
      items: {
        type: 'string',
        description: 'One kind of data.',
        examples: ['customers, visits and orders by version', 'a control group held back at random', 'spend for each customer'],
      },
      examples: [['customers, visits and orders by version', 'a control group held back at random', 'spend for each customer']],
    },
  },
} as const;
