import fc from 'fast-check';
import { hash32, rankOf } from './rendezvous';

const replicas = fc.uniqueArray(fc.uuid().map(hash32), { minLength: 1, maxLength: 8 });
const ranksOf = (thing: number, all: readonly number[]) =>
  all.map((one) =>
    rankOf(
      thing,
      one,
      all.filter((other) => other !== one),
    ),
  );

describe('the order in which replicas should answer', () => {
  it('is one that all of them agree on', () => {
    fc.assert(
      fc.property(fc.string(), replicas, (id, all) => {
        expect([...ranksOf(hash32(id), all)].sort((a, b) => a - b)).toEqual(all.map((_one, rank) => rank));
      }),
    );
  });

  it('moves only the things of one that leaves', () => {
    fc.assert(
      fc.property(fc.string(), replicas, (id, all) => {
        const first = all[ranksOf(hash32(id), all).indexOf(0)];
        for (const gone of all.filter((one) => one !== first)) {
          const rest = all.filter((one) => one !== gone);
          expect(rest[ranksOf(hash32(id), rest).indexOf(0)]).toBe(first);
        }
      }),
    );
  });

  it('gives each of three a third of 3,000 things, within a tenth', () => {
    const all = ['a', 'b', 'c'].map((name) => hash32(`d9b2d63d-a233-4123-847a-7e8a2e6c0b5${name}`));
    const shares = [0, 0, 0];
    for (let i = 0; i < 3_000; i += 1) shares[ranksOf(hash32(`thing-${i}-${(i * 2654435761) >>> 0}`), all).indexOf(0)]! += 1;
    for (const share of shares) expect(Math.abs(share - 1_000)).toBeLessThanOrEqual(100);
  });
});
