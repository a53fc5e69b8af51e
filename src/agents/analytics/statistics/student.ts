import { jStat } from 'jstat';

/** Relative change at which continued fractions and Newton steps stop: the last bits of a double. */
const PRECISION = 1e-15;
const MOST_TERMS = 5_000;
/** From here on the series for Γ(a + ½) / Γ(a) is exact to the last bit. */
const SERIES_FROM = 24;
/** Stands for 0 in Lentz's method. */
const TINY = 1e-300;

/**
 * The two-sided p-value of Student's t with `degrees` (> 0, may be broken): the regularised incomplete beta function (Abramowitz & Stegun 26.7.1)
 * by Lentz's continued fraction. jStat's own stops at seven digits.
 */
export function twoSidedStudentP(t: number, degrees: number): number {
  const square = t * t;
  if (square === 0) return 1;
  const half = degrees / 2;
  const x = degrees / (degrees + square);
  const front = Math.exp(-half * Math.log1p(square / degrees) + Math.log(square / (degrees + square)) / 2 - logBeta(half));
  if (x < (half + 1) / (half + 2.5)) return Math.min(1, (front * betaFraction(x, half, 0.5)) / half);
  return Math.max(0, 1 - (front * betaFraction(1 - x, 0.5, half)) / 0.5);
}

/** The t whose two-sided p-value is `p` (0–1): jStat's estimate, then Newton's method on the exact tail. */
export function studentQuantile(p: number, degrees: number): number {
  let t = jStat.studentt.inv(1 - p / 2, degrees);
  const scale = 0.5 * Math.log(degrees) + logBeta(degrees / 2);
  for (let step = 0; step < 8; step += 1) {
    const density = Math.exp(-((degrees + 1) / 2) * Math.log1p((t * t) / degrees) - scale);
    const change = (twoSidedStudentP(t, degrees) - p) / (2 * density);
    t += change;
    if (Math.abs(change) <= PRECISION * t) break;
  }
  return t;
}

/** ln B(a, ½) = ln √π − ln(Γ(a + ½) / Γ(a)), by recurrence up to where the series holds (DLMF 5.11.13). */
function logBeta(a: number): number {
  let shifted = a;
  let logRatio = 0;
  for (; shifted < SERIES_FROM; shifted += 1) logRatio += Math.log(shifted / (shifted + 0.5));
  const inverse = 1 / (shifted * shifted);
  const tail = (1 / shifted) * (-1 / 8 + inverse * (1 / 192 + inverse * (-1 / 640 + (inverse * 17) / 14_336)));
  return Math.log(Math.PI) / 2 - (logRatio + Math.log(shifted) / 2 + tail);
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = nonZero(1 - ((a + b) * x) / (a + 1));
  d = 1 / d;
  let fraction = d;
  for (let term = 1; term <= MOST_TERMS; term += 1) {
    const even = (term * (b - term) * x) / ((a + 2 * term - 1) * (a + 2 * term));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + term) * (a + b + term) * x) / ((a + 2 * term) * (a + 2 * term + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) <= PRECISION) break;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
