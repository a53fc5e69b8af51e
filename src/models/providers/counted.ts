import type { ModelUsage } from '../model-provider';

/** More than any model takes or gives in one call, by far. */
const MAX_TOKENS = 10_000_000;

/** What a server says it counted: each whole as the numbers that it is the sum of, and parts of the wholes. */
export interface ReportedCounts {
  inputTokens: readonly unknown[];
  outputTokens: readonly unknown[];
  cachedTokens?: unknown;
  reasoningTokens?: unknown;
  cacheWriteTokens?: unknown;
  cacheWriteHourTokens?: unknown;
}

/** `value` where it can be a count of tokens: a whole number from 0 to 10,000,000; else 0. */
export function tokenCount(value: unknown): number {
  return isCount(value) ? value + 0 : 0; // `-0` is one in JSON
}

/**
 * The usage that a server's counts, which may be anything, come to: whole numbers, no part above its whole. All zero, which
 * is not counted, where one that is billed is no count of tokens.
 */
export function counted(reported: ReportedCounts): ModelUsage {
  const wholes = [...reported.inputTokens, ...reported.outputTokens];
  const [inputTokens, outputTokens] = [sum(reported.inputTokens), sum(reported.outputTokens)];
  const usable = wholes.every(isMissingOrCount) && isCount(inputTokens) && isCount(outputTokens);
  if (!usable) return { inputTokens: 0, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
  const cachedTokens = Math.min(tokenCount(reported.cachedTokens), inputTokens);
  const cacheWriteTokens = Math.min(tokenCount(reported.cacheWriteTokens), inputTokens - cachedTokens);
  const cacheWriteHourTokens = Math.min(tokenCount(reported.cacheWriteHourTokens), cacheWriteTokens);
  return {
    inputTokens,
    outputTokens,
    cachedTokens,
    reasoningTokens: Math.min(tokenCount(reported.reasoningTokens), outputTokens),
    ...(cacheWriteTokens > 0 ? { cacheWriteTokens } : {}),
    ...(cacheWriteHourTokens > 0 ? { cacheWriteHourTokens } : {}),
  };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_TOKENS;
}

function isMissingOrCount(value: unknown): boolean {
  return value === undefined || value === null || isCount(value);
}

function sum(values: readonly unknown[]): number {
  return values.reduce<number>((total, value) => total + tokenCount(value), 0);
}
