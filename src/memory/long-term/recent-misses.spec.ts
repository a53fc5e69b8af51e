import { RecentMisses } from './recent-misses';

describe('RecentMisses', () => {
  it('knows what was missed for a while', () => {
    let nowMs = 1_000;
    const misses = new RecentMisses(10, 30, () => nowMs);
    misses.add('a');
    expect(misses.has('a')).toBe(true);
    nowMs += 30;
    expect(misses.has('a')).toBe(false);
  });

  it('keeps to its bound, and lets those go first that were missed longest ago', () => {
    const misses = new RecentMisses(2, 1_000);
    for (const name of ['a', 'b', 'a', 'c']) misses.add(name);
    expect(['a', 'b', 'c'].map((name) => misses.has(name))).toEqual([true, false, true]);
  });
});
