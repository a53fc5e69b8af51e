import fc from 'fast-check';
import { takeTurn } from './turn';

describe('takeTurn', () => {
  it('lets exactly a quota in at once, whatever the limit, and says how much is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (limit) => {
        let freeInMs = 0;
        for (let taken = 1; taken <= limit; taken += 1) {
          const turn = takeTurn(limit, freeInMs);
          expect(turn).toMatchObject({ waitMs: 0, remaining: limit - taken });
          freeInMs = turn.resetMs;
        }
        expect(takeTurn(limit, freeInMs).waitMs).toBeGreaterThan(0);
      }),
      { numRuns: 20 },
    );
  });

  it('gives one turn back after its part of the minute, and names that time', () => {
    const refused = takeTurn(60, 60_000);
    expect(refused).toEqual({ limit: 60, remaining: 0, resetMs: 60_000, waitMs: 1_000 });
    expect(takeTurn(60, 60_000 - refused.waitMs)).toEqual({ limit: 60, remaining: 0, resetMs: 60_000, waitMs: 0 });
  });

  it('never locks a key out for longer than a minute', () => {
    expect(takeTurn(1, 3_600_000).waitMs).toBe(60_000);
    expect(takeTurn(1, -5).waitMs).toBe(0);
  });
});
