/** A verdict on the work of another step. */
export const REVIEW_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['approved', 'feedback'],
  properties: {
    approved: { type: 'boolean', description: 'Whether the work will do as it is.' },
    feedback: {
      type: 'string',
      maxLength: 4_000,
      description: 'Where it is not approved: what to change, most important first. Where it is: one sentence why.',
      examples: ['The work does what was asked for and keeps to its sources.', 'It answers the goal and follows the house rules.'],
    },
  },
} as const;
