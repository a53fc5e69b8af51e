/** How much an event says about when somebody has time, by the words in its name; what is no reaction of a person says nothing. */
const WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/(?:^|_)(?:unsub|complain|bounc|spam|send|sent|deliver|drop|defer|process|machine|proxy|bots?(?:_|$))/, 0],
  [/(?:^|_)(?:purchas|order|buy|bought|conver|checkout)/, 5],
  [/(?:^|_)(?:click|repl)/, 3],
];

/** The weight of an event: 5 for a purchase, 3 for a click, 1 for an open, a visit or a name that is not known, 0 for what a machine did. */
export function eventWeight(event: unknown): number {
  if (typeof event !== 'string') return 1;
  const name = event
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z]+/g, '_');
  return WEIGHTS.find(([words]) => words.test(name))?.[1] ?? 1;
}
