import fc from 'fast-check';
import { formatUsd, parseMicroUsd, roundHalfUp, usd } from './money';

describe('money', () => {
  it('is read back as it was written, to the micro-dollar', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000_000_000_000 }), (microUsd) => {
        expect(formatUsd(microUsd)).toMatch(/^\d+\.\d{6}$/);
        expect(parseMicroUsd(formatUsd(microUsd))).toBe(microUsd);
      }),
    );
  });

  it.each([
    [0, '0.000000'],
    [475, '0.000475'],
    [1_000_000, '1.000000'],
    [12_345_678, '12.345678'],
  ])('writes %i micro-dollars as %s', (microUsd, text) => expect(usd(microUsd)).toBe(text));

  it('never calls an unknown cost zero', () => expect(usd(null)).toBeNull());

  it.each([
    [1, 1_000_000],
    [0.1, 100_000],
    [0.000001, 1],
    ['0.29', 290_000],
    ['1000000000', 1_000_000_000_000_000],
  ])('reads %p', (text, microUsd) => expect(parseMicroUsd(text)).toBe(microUsd));

  it.each([-1, 0.0000001, 1e21, NaN, Infinity, '', '1.', '.5', '1e3', ' 1', '1.0000001', '12345678901', null, true, {}])(
    'does not read %p',
    (text) => expect(parseMicroUsd(text)).toBeUndefined(),
  );

  it('rounds half up, whatever binary fractions make of the half', () => {
    expect([0.5, 1.4999999, 2.5, 1.005 * 100].map(roundHalfUp)).toEqual([1, 2, 3, 101]);
    expect(roundHalfUp(1.499)).toBe(1);
  });
});
