import type { JsonSchema } from '../../models';

/** What a model makes of the sections of a result. */
export interface Wording {
  summary: string;
  highlights: string[];
  conflicts_resolution: string[];
}

/** The schema of a `Wording`. */
export const WORDING_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['summary', 'highlights', 'conflicts_resolution'],
  properties: {
    summary: { type: 'string', minLength: 1, maxLength: 2_000, description: 'Two to four sentences that answer the goal from the results' },
    highlights: {
      type: 'array',
      maxItems: 5,
      items: { type: 'string', maxLength: 500 },
      description: 'The results that matter most, one sentence each',
    },
    conflicts_resolution: {
      type: 'array',
      maxItems: 50,
      items: { type: 'string', maxLength: 500 },
      description:
        'For each conflict one sentence: which value the results support and why, or that they do not decide it; empty without conflicts',
    },
  },
};
