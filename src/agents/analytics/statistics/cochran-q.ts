import { chiSquareUpperTail } from './tails';

/** An estimate of the same effect in one stratum, with its squared standard error. */
export interface StratumEffect {
  effect: number;
  squaredError: number;
}

/**
 * Whether an effect differs between strata: Q, the weighted squares around the pooled effect (Cochran 1954), chi-square
 * with one degree fewer than strata under homogeneity. Strata without variance are left out.
 */
export function cochranQ(strata: readonly StratumEffect[]): { q: number; degrees: number; pValue: number } {
  const usable = strata.filter(({ squaredError }) => squaredError > 0);
  const degrees = usable.length - 1;
  if (degrees < 1) return { q: 0, degrees: 0, pValue: 1 };
  const weight = usable.reduce((sum, { squaredError }) => sum + 1 / squaredError, 0);
  const pooled = usable.reduce((sum, { effect, squaredError }) => sum + effect / squaredError, 0) / weight;
  const q = usable.reduce((sum, { effect, squaredError }) => sum + (effect - pooled) ** 2 / squaredError, 0);
  return { q, degrees, pValue: chiSquareUpperTail(q, degrees) };
}
