import type { Usage } from '@anthropic-ai/sdk/resources/messages';
import type { ModelUsage } from '../../model-provider';
import { counted, tokenCount } from '../counted';

/** Whatever part of its usage Anthropic, or a proxy of it, reports. */
export type ReportedUsage = { [Field in keyof Usage]?: Usage[Field] | null };

/**
 * Anthropic counts cache reads and writes beside `input_tokens`; ours are parts of the input. Writes for an hour, which only a
 * proxy would ask for in our place, have a price of their own.
 */
export function anthropicUsage(usage: ReportedUsage | null | undefined): ModelUsage {
  const { ephemeral_5m_input_tokens: minutesTokens, ephemeral_1h_input_tokens: hourTokens } = usage?.cache_creation ?? {};
  const cachedTokens = usage?.cache_read_input_tokens;
  const written = usage?.cache_creation_input_tokens;
  const writes = written === undefined || written === null ? [minutesTokens, hourTokens] : [written];
  return counted({
    inputTokens: [usage?.input_tokens, cachedTokens, ...writes],
    outputTokens: [usage?.output_tokens],
    cachedTokens,
    reasoningTokens: usage?.output_tokens_details?.thinking_tokens,
    cacheWriteTokens: writes.reduce<number>((sum, tokens) => sum + tokenCount(tokens), 0),
    cacheWriteHourTokens: hourTokens,
  });
}

/** What is known after a later report of the same stream: its counts are totals, and what it leaves out stays as it was. */
export function updatedUsage(earlier: ReportedUsage, later: object | null | undefined): ReportedUsage {
  const said = Object.entries(later ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return { ...earlier, ...Object.fromEntries(said) };
}
