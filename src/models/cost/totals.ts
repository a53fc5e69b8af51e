import type { ModelAttempt } from '../generate';
import type { ModelUsage } from '../model-provider';

/** What all attempts took together; the cost is null as soon as one of them is unknown. */
export function totalsOf(attempts: readonly ModelAttempt[]): { usage: ModelUsage; costMicroUsd: number | null } {
  const usage: ModelUsage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
  let costMicroUsd: number | null = 0;
  for (const attempt of attempts) {
    costMicroUsd = costMicroUsd === null || attempt.costMicroUsd === null ? null : costMicroUsd + attempt.costMicroUsd;
    if (attempt.usage !== null) add(usage, attempt.usage);
  }
  return { usage, costMicroUsd };
}

/** The most that all attempts can have cost together, in integer micro-dollars; null as soon as one has neither a cost nor a bound. */
export function costMaxOf(attempts: readonly ModelAttempt[]): number | null {
  let sum = 0;
  for (const { costMicroUsd, costMaxMicroUsd } of attempts) {
    const most = costMicroUsd ?? costMaxMicroUsd;
    if (most === undefined) return null;
    sum += most;
  }
  return sum;
}

function add(sum: ModelUsage, part: ModelUsage): void {
  sum.inputTokens += part.inputTokens;
  sum.outputTokens += part.outputTokens;
  sum.cachedTokens += part.cachedTokens;
  sum.reasoningTokens += part.reasoningTokens;
  if (part.cacheWriteTokens !== undefined) sum.cacheWriteTokens = (sum.cacheWriteTokens ?? 0) + part.cacheWriteTokens;
  if (part.cacheWriteHourTokens !== undefined) sum.cacheWriteHourTokens = (sum.cacheWriteHourTokens ?? 0) + part.cacheWriteHourTokens;
}
