import type { ModelUsage } from '../../models';

/** What models were paid: integer micro-dollars, null as soon as one price is unknown. */
export interface Spent {
  costMicroUsd: number | null;
  usage: ModelUsage;
}

/** What count-cost.lua takes: micro-dollars, empty when unknown, then input, output, cached and reasoning tokens. */
export function spentArgs({ costMicroUsd, usage }: Spent): (string | number)[] {
  return [costMicroUsd ?? '', usage.inputTokens, usage.outputTokens, usage.cachedTokens, usage.reasoningTokens];
}
