/** The model's part of a visual direction; colours, ratios and sizes are computed. */
export const VISUAL_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['mood', 'rationale'],
  properties: {
    mood: {
      type: 'string',
      description: 'Three to six words for the mood of the design.',
      examples: ['calm, warm and confident', 'plain, bright and friendly', 'quiet, sturdy and well made', 'fresh, open and unhurried'],
    },
    rationale: {
      type: 'string',
      description: 'Two or three sentences: why these colours and sizes suit the brand and its audience. No colour codes, no figures.',
      examples: [
        'The main colour carries headings and the button, so the eye finds what matters first. Neutrals borrow its hue, which ties the page together without shouting.',
        'One strong colour and much quiet space let the words and the products speak. The second colour is kept for links, so that it always means the same thing.',
        'Large headlines and roomy lines make the letter easy to read on a phone. The palette keeps the brand’s character and gains the contrast that tired eyes need.',
      ],
    },
  },
} as const;
