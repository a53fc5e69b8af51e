/** A named group of RFM: who they are and what they get next. */
export interface RfmGroup {
  name: string;
  audience: string;
  treatment: string;
}

/** The groups by their usual names. Treatments say what to send, so that copy can be written for each. */
export const RFM_GROUPS = [
  { name: 'champions', audience: 'Champions: bought lately, often and much', treatment: 'A thank-you and first access to what is new' },
  { name: 'loyal', audience: 'Loyal customers who buy often', treatment: 'A reward for their loyalty and what goes with what they have' },
  {
    name: 'potential loyalists',
    audience: 'Recent customers who may become loyal',
    treatment: 'A reason to buy again soon, such as what others bought next',
  },
  { name: 'new', audience: 'New customers with a first purchase', treatment: 'A welcome and help to make the most of the first purchase' },
  {
    name: 'promising',
    audience: 'Fairly recent customers who bought little',
    treatment: 'The bestsellers and a small reason to come back',
  },
  { name: 'need attention', audience: 'Average customers who are getting quieter', treatment: 'A limited offer on what they like' },
  {
    name: 'about to sleep',
    audience: 'Customers who bought little and are going quiet',
    treatment: 'Popular products and a reminder that the shop is there',
  },
  { name: 'at risk', audience: 'Good customers who have not bought for long', treatment: 'A reminder of what they liked and what is new' },
  {
    name: "can't lose",
    audience: 'The best customers of the past, gone quiet',
    treatment: 'A personal invitation back with the best offer there is',
  },
  { name: 'hibernating', audience: 'Customers of long ago who bought little', treatment: 'A low-key reminder with the bestsellers' },
  { name: 'lost', audience: 'Customers with the oldest and smallest purchases', treatment: 'One last offer, then fewer messages' },
  { name: 'no purchases', audience: 'People without a known purchase', treatment: 'An introduction and a reason for a first purchase' },
] as const satisfies readonly RfmGroup[];

type GroupName = (typeof RFM_GROUPS)[number]['name'];

/**
 * Group by recency (rows, 5 = the most recent) and value (columns from 1 to 5): the grid of ten groups that tools of the trade share, with `lost` for the
 * lowest corner of `hibernating`.
 */
const GRID: Readonly<Record<number, readonly GroupName[]>> = {
  5: ['new', 'potential loyalists', 'potential loyalists', 'champions', 'champions'],
  4: ['promising', 'potential loyalists', 'potential loyalists', 'loyal', 'loyal'],
  3: ['about to sleep', 'about to sleep', 'need attention', 'loyal', 'loyal'],
  2: ['hibernating', 'hibernating', 'at risk', 'at risk', "can't lose"],
  1: ['lost', 'hibernating', 'at risk', 'at risk', "can't lose"],
};

const PLACES = new Map<string, number>(RFM_GROUPS.map(({ name }, place) => [name, place]));

/** The place in `RFM_GROUPS` of those about whom too little is known to score them. */
export const NO_PURCHASES = PLACES.get('no purchases')!;

/** The place in `RFM_GROUPS` of a customer with these scores, 1 to 5 each. */
export function rfmGroupOf(recency: number, value: number): number {
  return PLACES.get(GRID[recency]![value - 1]!)!;
}
