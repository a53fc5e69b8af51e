import type { ModelUsage } from '../../models';

/** What models were paid: integer micro-dollars, null as soon as one price is unknown. */
export interface Spent {
  costMicroUsd: number | null;
  /** The most that it can have been, where that is known though the cost is not: calls that were broken off. */
  costMaxMicroUsd?: number | null;
  usage: ModelUsage;
}

/** What count-cost.lua takes: micro-dollars and the most that it can be, each empty when unknown, then input, output, cached and reasoning tokens. */
export function spentArgs({ costMicroUsd, costMaxMicroUsd, usage }: Spent): (string | number)[] {
  return [costMicroUsd ?? '', costMaxMicroUsd ?? '', usage.inputTokens, usage.outputTokens, usage.cachedTokens, usage.reasoningTokens];
}
