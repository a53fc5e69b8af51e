import fc from 'fast-check';
import { best } from './best';

describe('best', () => {
  it('finds what sorting would, with the earlier first of equal ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.nat(20), (scores, limit) => {
        const sorted = [...scores.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
        expect(best(scores, limit)).toEqual(sorted.slice(0, limit));
      }),
    );
  });
});
