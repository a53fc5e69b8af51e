import { jStat } from 'jstat';

/** Where the continued fraction takes over from jStat, whose 1 − Φ(z) loses digits in the far tail. */
const FAR_TAIL = 3;
const FRACTION_TERMS = 200;

/** P(Z > z) of the standard normal, with full relative precision in the far tail (Laplace's continued fraction, Abramowitz & Stegun 26.2.14). */
export function normalUpperTail(z: number): number {
  if (z < FAR_TAIL) return 1 - jStat.normal.cdf(z, 0, 1);
  let fraction = z;
  for (let term = FRACTION_TERMS; term > 0; term -= 1) fraction = z + term / fraction;
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

/** The two-sided p-value of a standard normal statistic. */
export function twoSidedNormalP(z: number): number {
  return Math.min(1, 2 * normalUpperTail(Math.abs(z)));
}

/** P(X > x) of chi-square with whole `degrees`: a sum of positive terms, so that small p-values keep their digits (Abramowitz & Stegun 26.4.4–5). */
export function chiSquareUpperTail(x: number, degrees: number): number {
  if (x <= 0 || degrees < 1) return 1;
  const odd = degrees % 2 === 1;
  let tail = odd ? twoSidedNormalP(Math.sqrt(x)) : Math.exp(-x / 2);
  let term = odd ? Math.sqrt((2 * x) / Math.PI) * Math.exp(-x / 2) : (x / 2) * Math.exp(-x / 2);
  for (let k = odd ? 3 : 4; k <= degrees; k += 2) {
    tail += term;
    term *= x / k;
  }
  return Math.min(1, tail);
}
