import type { Usage } from '@anthropic-ai/sdk/resources/messages';
import type { ModelUsage } from '../../model-provider';

/** Whatever part of its usage Anthropic, or a proxy of it, reports. */
export type ReportedUsage = { [Field in keyof Usage]?: Usage[Field] | null };

/**
 * Anthropic counts cache reads and writes beside `input_tokens`; ours are parts of the input. Writes for an hour, which only a
 * proxy would ask for in our place, have a price of their own.
 */
export function anthropicUsage(usage: ReportedUsage | null | undefined): ModelUsage {
  const cachedTokens = usage?.cache_read_input_tokens ?? 0;
  const { ephemeral_5m_input_tokens: minutesTokens = 0, ephemeral_1h_input_tokens: cacheWriteHourTokens = 0 } = usage?.cache_creation ?? {};
  const cacheWriteTokens = usage?.cache_creation_input_tokens ?? minutesTokens + cacheWriteHourTokens;
  return {
    inputTokens: (usage?.input_tokens ?? 0) + cachedTokens + cacheWriteTokens,
    outputTokens: usage?.output_tokens ?? 0,
    cachedTokens,
    reasoningTokens: usage?.output_tokens_details?.thinking_tokens ?? 0,
    ...(cacheWriteTokens > 0 ? { cacheWriteTokens } : {}),
    ...(cacheWriteHourTokens > 0 ? { cacheWriteHourTokens } : {}),
  };
}

/** What is known after a later report of the same stream: its counts are totals, and what it leaves out stays as it was. */
export function updatedUsage(earlier: ReportedUsage, later: object | null | undefined): ReportedUsage {
  const said = Object.entries(later ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(said) };
}
