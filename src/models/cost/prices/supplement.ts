/** A price in dollars per million tokens for prompts of more than `above` tokens. */
interface Step {
  above: number;
  usdPerMillion: number;
}

type Steps = readonly [Step, ...Step[]];

/** What one model asks for each kind of token. */
interface SupplementedRates {
  input: Steps;
  output: Steps;
  cacheRead: Steps;
  cacheWrite: Steps;
  cacheWriteHour: Steps;
}

/** Claude Haiku 5.5 asks five times as much for all tokens of a prompt of more than 100,000. */
function haiku(usdPerMillion: number): Steps {
  return [
    { above: -1, usdPerMillion },
    { above: 100_000, usdPerMillion: usdPerMillion * 5 },
  ];
}

/**
 * Prices of defaults that are newer than @pydantic/genai-prices 0.1.8, by `provider/model`, for where that list knows none. Source:
 * Anthropic's overview of Claude Haiku 5.5 (released 7 October 2026). Goes away when the list has them.
 */
export const SUPPLEMENT: Readonly<Record<string, SupplementedRates>> = {
  'anthropic/claude-haiku-5-5': {
    input: haiku(0.1),
    output: haiku(0.5),
    cacheRead: haiku(0.01),
    cacheWrite: haiku(0.125),
    cacheWriteHour: haiku(0.2),
  },
};
