/** The providers this build can speak to. */
export const PROVIDER_NAMES = ['anthropic', 'openai', 'compatible', 'sandbox'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** A JSON Schema (draft 2020-12) as a plain object. */
export type JsonSchema = Record<string, unknown>;

/** One turn of a conversation; the system prompt stands apart. */
export interface ModelMessage {
  role: 'user' | 'assistant';
  content: string;
}

/** How the answer must look. `json_schema` answers are validated before anybody sees them. */
export type ResponseFormat = { type: 'text' } | { type: 'json_object' } | { type: 'json_schema'; name: string; schema: JsonSchema };

/** What every provider understands; the model's name is given beside it. */
export interface ModelRequest {
  system?: string;
  messages: ModelMessage[];
  format: ResponseFormat;
  /** 0–2; providers clamp to their own range, and omit it for models that refuse one. */
  temperature?: number;
  /** Upper bound of the completion, in tokens. */
  maxTokens: number;
}

/**
 * Tokens as the provider billed them. `cachedTokens` (read from the provider's cache) and `cacheWriteTokens` are parts of
 * the input and `reasoningTokens` of the output, not additions. All zero when the server did not count.
 */
export interface ModelUsage {
  inputTokens: number;
  outputTokens: number;
  cachedTokens: number;
  reasoningTokens: number;
  /** Only set where the provider reports it: writing to its cache has a price of its own. */
  cacheWriteTokens?: number;
}

/** Why the model stopped. */
export type FinishReason = 'stop' | 'length' | 'content_filter';

/** A finished answer: `text` is the JSON text where a JSON format was asked for. */
export interface ModelAnswer {
  text: string;
  /** The model that really answered, as the provider names it. */
  model: string;
  finishReason: FinishReason;
  usage: ModelUsage;
}

/**
 * The contract of a provider folder. `generate` resolves with a whole, non-empty answer or rejects with a `ProviderError`
 * whose `retryable` says whether the same model may be asked again; it ends within 100 ms of `signal` aborting.
 */
export interface ModelProvider {
  readonly name: ProviderName;
  generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer>;
}
