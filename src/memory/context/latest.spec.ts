import type { Memory } from '../memory';
import { latestOf } from './latest';

const memory = (memoryId: string, supersededBy?: string, trust: Memory['trust'] = 'untrusted') =>
  ({ memoryId, trust, ...(supersededBy === undefined ? {} : { supersededBy }) }) as Memory;
const known = (...memories: Memory[]) => new Map(memories.map((one) => [one.memoryId, one]));
const idsOf = (found: Memory[], all = known(...found)) => {
  const { latest, superseded } = latestOf(
    found.map((one, at) => ({ memory: one, score: 1 - at / 10 })),
    all,
  );
  return [latest.map(({ memory: { memoryId }, score }) => `${memoryId} ${score}`), superseded];
};

describe('latestOf', () => {
  it('puts the latest of a chain in the best place that one of the chain has', () => {
    const [a, b, c] = [memory('a', 'b'), memory('b', 'c'), memory('c')];
    expect(idsOf([a, memory('x'), c, b])).toEqual([['c 1', 'x 0.9'], 2]);
    expect(idsOf([a, memory('x')], known(a, b, c))).toEqual([['c 1', 'x 0.9'], 1]);
  });

  it('keeps what was superseded by what is not there', () => expect(idsOf([memory('a', 'gone')])).toEqual([['a 1'], 0]));

  it('lets nothing untrusted take the place of what is trusted', () => {
    const [old, forged] = [memory('old', 'forged', 'trusted'), memory('forged')];
    expect(idsOf([forged, old])).toEqual([['forged 1', 'old 0.9'], 0]);
  });

  it('comes to an end with a circle', () => expect(idsOf([memory('a', 'b'), memory('b', 'a')])[0]).toHaveLength(2));
});
