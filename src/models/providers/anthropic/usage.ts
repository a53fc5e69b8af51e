import type { Usage } from '@anthropic-ai/sdk/resources/messages';
import type { ModelUsage } from '../../model-provider';

/** Whatever part of its usage Anthropic, or a proxy of it, reports. */
export type ReportedUsage = { [Field in keyof Usage]?: Usage[Field] | null };

/**
 * Anthropic counts cache reads and writes beside `input_tokens`; ours are parts of the input. Writes for an hour cost more than
 * those for five minutes, but we never ask for them, so one sum is enough for the price.
 */
export function anthropicUsage(usage: ReportedUsage | null | undefined): ModelUsage {
  const cachedTokens = usage?.cache_read_input_tokens ?? 0;
  const { ephemeral_5m_input_tokens: minutes = 0, ephemeral_1h_input_tokens: hour = 0 } = usage?.cache_creation ?? {};
  const cacheWriteTokens = usage?.cache_creation_input_tokens ?? minutes + hour;
  return {
    inputTokens: (usage?.input_tokens ?? 0) + cachedTokens + cacheWriteTokens,
    outputTokens: usage?.output_tokens ?? 0,
    cachedTokens,
    reasoningTokens: usage?.output_tokens_details?.thinking_tokens ?? 0,
    ...(cacheWriteTokens > 0 ? { cacheWriteTokens } : {}),
  };
}

/** What is known after a later report of the same stream: its counts are totals, and what it leaves out stays as it was. */
export function updatedUsage(earlier: ReportedUsage, later: object | null | undefined): ReportedUsage {
  const said = Object.entries(later ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(said) };
}
