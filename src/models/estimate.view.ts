import type { Estimate } from './generate';
import { usd } from './cost/money';

/** An estimate as clients see it; costs are null where the price is unknown. */
export function estimateView({ candidates }: Estimate) {
  return {
    candidates: candidates.map((candidate) => ({
      provider: candidate.provider,
      model: candidate.model,
      input_tokens: candidate.inputTokens,
      output_tokens_max: candidate.outputTokensMax,
      cost_usd_min: usd(candidate.costMinMicroUsd),
      cost_usd_max: usd(candidate.costMaxMicroUsd),
    })),
  };
}
