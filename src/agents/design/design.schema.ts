const MOOD = {
  type: 'string',
  description: 'Three to six words for the mood of the design.',
  examples: ['calm, warm and confident', 'plain, bright and friendly', 'quiet, sturdy and well made', 'fresh, open and unhurried'],
} as const;

const RATIONALE = {
  type: 'string',
  description: 'Two or three sentences: why these colours and sizes suit the brand and its audience. No colour codes, no figures.',
  examples: [
    'The main colour carries headings and the button, so the eye finds what matters first. Neutrals borrow its hue, which ties the page together without shouting.',
    'One strong colour and much quiet space let the words and the products speak. The second colour is kept for links, so that it always means the same thing.',
    'Large headlines and roomy lines make the letter easy to read on a phone. The palette keeps the brand’s character and gains the contrast that tired eyes need.',
  ],
} as const;

/** The model's part of a visual direction; colours, ratios and sizes are computed. */
export const VISUAL_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['mood', 'rationale'],
  properties: { mood: MOOD, rationale: RATIONALE },
} as const;

/** The same of a visual plan, with what its one picture shows. */
export const PLAN_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['mood', 'rationale', 'imagery', 'alt_text'],
  properties: {
    mood: MOOD,
    rationale: RATIONALE,
    imagery: {
      type: 'string',
      description: 'One or two sentences: what the picture of the hero shows, its light and its crop. No text in the picture.',
      examples: [
        'One product in use, close up, in soft daylight from the side. Room to the left keeps the crop safe on a phone.',
        'Hands at work on a plain table, seen from above. Few things, even light, and the main colour in one of them.',
        'A person from the shoulders up, at ease and looking out of the frame. The background is out of focus and takes the tint of the page.',
      ],
    },
    alt_text: {
      type: 'string',
      description: 'What the picture says to someone who cannot see it, at most a dozen words.',
      examples: [
        'A wool coat on a hook beside a sunlit door',
        'Two hands folding a shirt on a wooden table',
        'A woman in a green scarf, smiling at the window',
      ],
    },
  },
} as const;
