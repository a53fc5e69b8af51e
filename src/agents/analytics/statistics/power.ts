import { jStat } from 'jstat';
import { Z } from './interval';

/** The chance to find an effect that is there: the usual plan. */
const POWER = 0.8;
const Z_POWER = jStat.normal.inv(POWER, 0, 1);

/** Customers an arm needs so that a two-sided test at 5 % finds rate `b` against `a` with 80 % power (Fleiss, Levin & Paik 2003, 4.14, no continuity correction). */
export function sampleSizeForRates(a: number, b: number): number {
  const middle = (a + b) / 2;
  const spread = Z * Math.sqrt(2 * middle * (1 - middle)) + Z_POWER * Math.sqrt(a * (1 - a) + b * (1 - b));
  return Math.ceil((spread / (a - b)) ** 2);
}

/** Customers an arm needs to find a difference of two means with this variance a head. */
export function sampleSizeForMeans(variance: number, difference: number): number {
  return Math.ceil((2 * variance * (Z + Z_POWER) ** 2) / difference ** 2);
}

/** The smallest difference that a test with these squared standard errors of its two arms finds with 80 % power. */
export function smallestDetectable(squaredErrorA: number, squaredErrorB: number): number {
  return (Z + Z_POWER) * Math.sqrt(squaredErrorA + squaredErrorB);
}
