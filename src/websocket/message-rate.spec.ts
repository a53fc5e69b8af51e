import { MessageRate } from './message-rate';

describe('MessageRate', () => {
  it('gives as many turns at once as it holds, and then as many as come in time', () => {
    let nowMs = 0;
    const rate = new MessageRate({ perSecond: 20, atOnce: 60 }, () => nowMs);
    const taken = (tries: number) => Array.from({ length: tries }, () => rate.take()).filter(Boolean).length;
    expect(taken(100)).toBe(60);
    nowMs = 1_000;
    expect(taken(100)).toBe(20);
    nowMs = 3_600_000;
    expect(taken(100)).toBe(60);
  });
});
