import type { ModelUsage } from '../../model-provider';
import { roundHalfUp } from '../money';

/** A price in dollars per million tokens, which is micro-dollars per token, for prompts of more than `above` tokens. */
interface Step {
  above: number;
  usdPerMillion: number;
}

/** Steps in rising order; the first holds for every prompt. The length of the prompt decides, for all of its tokens. */
export type Price = readonly [Step, ...Step[]];

/** What a model asks for each kind of token. A kind without a price of its own carries that of the kind it is a part of. */
export interface Rates {
  input: Price;
  output: Price;
  cacheRead: Price;
  cacheWrite: Price;
  cacheWriteHour: Price;
}

/** One price for prompts of any length. */
export function flat(usdPerMillion: number): Price {
  return [{ above: -1, usdPerMillion }];
}

/** Whole micro-dollars, half up; null where nobody counted. Parts that exceed their whole count as the whole. */
export function costOf(rates: Rates, usage: ModelUsage): number | null {
  const { inputTokens: input, outputTokens: output } = usage;
  if (!(input > 0 && output >= 0 && Number.isSafeInteger(input + output))) return null;
  const cached = part(usage.cachedTokens, input);
  const written = part(usage.cacheWriteTokens, input - cached);
  const writtenHour = part(usage.cacheWriteHourTokens, written);
  return roundHalfUp(
    priceFor(rates.input, input) * (input - cached - written) +
      priceFor(rates.cacheRead, input) * cached +
      priceFor(rates.cacheWrite, input) * (written - writtenHour) +
      priceFor(rates.cacheWriteHour, input) * writtenHour +
      priceFor(rates.output, input) * output,
  );
}

/**
 * The most that a call can cost in whole micro-dollars: nothing read from a cache, all of the prompt written to one where
 * that costs more, at the dearest step in reach. (Nothing here asks for caches that last an hour.)
 */
export function upperBoundOf(rates: Rates, inputTokensMax: number, outputTokensMax: number): number {
  const input = Math.max(...[rates.input, rates.cacheRead, rates.cacheWrite].map((price) => dearest(price, inputTokensMax)));
  return Math.ceil(Number((input * inputTokensMax + dearest(rates.output, inputTokensMax) * outputTokensMax).toFixed(6)));
}

/** The price of one token, in micro-dollars, beside a prompt of `inputTokens`. */
function priceFor(price: Price, inputTokens: number): number {
  let found = price[0].usdPerMillion;
  for (const { above, usdPerMillion } of price) if (inputTokens > above) found = usdPerMillion;
  return found;
}

function dearest(price: Price, inputTokensMax: number): number {
  return Math.max(...price.filter(({ above }) => inputTokensMax > above).map(({ usdPerMillion }) => usdPerMillion));
}

function part(tokens: number | undefined, whole: number): number {
  return tokens === undefined || !(tokens > 0) ? 0 : Math.min(tokens, whole);
}
