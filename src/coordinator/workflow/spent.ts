import type { GenerateAnswer, ModelUsage } from '../../models';

/** What models were paid: integer micro-dollars, null as soon as one price is unknown. */
export interface Spent {
  costMicroUsd: number | null;
  usage: ModelUsage;
}

/** The sum over `answers`; nothing at all for none. */
export function spentOn(answers: GenerateAnswer[]): Spent {
  const spent: Spent = { costMicroUsd: 0, usage: { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 } };
  for (const { costMicroUsd, usage } of answers) {
    spent.costMicroUsd = spent.costMicroUsd === null || costMicroUsd === null ? null : spent.costMicroUsd + costMicroUsd;
    for (const kind of Object.keys(usage) as (keyof ModelUsage)[]) spent.usage[kind] += usage[kind];
  }
  return spent;
}
