import fc from 'fast-check';
import { usd } from './usd';

describe('usd', () => {
  it.each([
    [0, '0.000000'],
    [475, '0.000475'],
    [1_000_000, '1.000000'],
    [12_345_678, '12.345678'],
  ])('writes %i micro-dollars as %s', (microUsd, text) => expect(usd(microUsd)).toBe(text));

  it('never calls an unknown cost zero', () => expect(usd(null)).toBeNull());

  it('loses nothing', () => {
    fc.assert(fc.property(fc.nat(), (microUsd) => expect(BigInt(usd(microUsd)?.replace('.', '') ?? -1)).toBe(BigInt(microUsd))));
  });
});
