import type { Candidate } from '../chain/candidate';

/** US dollars for a million tokens at the lowest tier; null where the list has no such price. */
export interface ListPrices {
  inputUsdPerMillion: number;
  cachedInputUsdPerMillion: number | null;
  outputUsdPerMillion: number;
}

/** What selection asks of the prices; both answers are null where the price is unknown, and 0 only for what is free. */
export interface CostEstimator {
  /** Integer micro-dollars that a call takes at most. */
  maxMicroUsd(candidate: Candidate, inputTokensMax: number, outputTokensMax: number): number | null;
  listPrices(candidate: Candidate): ListPrices | null;
}

/** Injects the `CostEstimator`; without one every price is unknown. */
export const COST_ESTIMATOR = Symbol('models:cost-estimator');

/** Injects `() => readonly Candidate[]`: models that are known beside the catalogues, such as those of the price file. */
export const EXTRA_MODELS = Symbol('models:extra-models');
