import type { ProviderModels } from './model-traits';

/** The providers this build can speak to, in the order of the default chain. */
export const PROVIDER_NAMES = ['anthropic', 'openai', 'gemini', 'groq', 'compatible', 'sandbox'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** A JSON Schema (draft 2020-12) as a plain object. */
export type JsonSchema = Record<string, unknown>;

/** The image formats that every provider with vision takes. */
export const IMAGE_MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;
export type ImageMediaType = (typeof IMAGE_MEDIA_TYPES)[number];

/** An image in the request itself (base64, without a `data:` prefix), or where the provider may fetch it. */
export type ModelImage = { mediaType: ImageMediaType; base64: string } | { url: string };

/** A part of what a user says. */
export type MessagePart = { type: 'text'; text: string } | { type: 'image'; image: ModelImage };

/** A call of a tool as the model wrote it; `arguments` is JSON text, not yet checked. */
export interface ToolCall {
  id: string;
  name: string;
  arguments: string;
}

/** One turn of a conversation; the system prompt stands apart. A `tool` turn answers the call `toolCallId`. */
export type ModelMessage =
  | { role: 'user'; content: string | MessagePart[] }
  | { role: 'assistant'; content: string; toolCalls?: ToolCall[] }
  | { role: 'tool'; toolCallId: string; content: string };

/** A tool the model may call; `parameters` is the JSON Schema of its arguments. */
export interface ToolDefinition {
  name: string;
  description?: string;
  parameters: JsonSchema;
}

/** Whether the model may, must or must not call a tool, or which one it must call. */
export type ToolChoice = 'auto' | 'none' | 'required' | { name: string };

/** How the answer must look. JSON answers are validated before anybody sees them. */
export type ResponseFormat = { type: 'text' } | { type: 'json_object' } | { type: 'json_schema'; name: string; schema: JsonSchema };

/** How much a model that reasons may reason. */
export type ReasoningEffort = 'low' | 'medium' | 'high';

/** What every provider understands; the model's name is given beside it. */
export interface ModelRequest {
  system?: string;
  messages: ModelMessage[];
  format: ResponseFormat;
  /** 0–2; providers clamp to their own range, and omit it for models that refuse one. */
  temperature?: number;
  /** 0–1; omitted for models that refuse a temperature. */
  topP?: number;
  /** Texts that end the answer; at most 4. */
  stop?: string[];
  /** Upper bound of the completion, reasoning included, in tokens. */
  maxTokens: number;
  tools?: ToolDefinition[];
  /** Default `auto`. Means nothing without tools. */
  toolChoice?: ToolChoice;
  /** Omitted for models that do not reason. */
  reasoningEffort?: ReasoningEffort;
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
  /** The part of `cacheWriteTokens` that is kept for an hour, which has yet another price. */
  cacheWriteHourTokens?: number;
}

/** Why the model stopped. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter';

/** A finished answer: `text` is the JSON text where a JSON format was asked for, and may be empty beside tool calls. */
export interface ModelAnswer {
  text: string;
  /** Absent where the model called none. */
  toolCalls?: ToolCall[];
  /** The model that really answered, as the provider names it. */
  model: string;
  finishReason: FinishReason;
  usage: ModelUsage;
}

/**
 * A piece of a streamed answer. `begin` comes first where a server says that it has begun before it
 * says anything else. `tool_call` pieces with the same `index` belong together: the first carries `id` and `name`,
 * all carry a part of the arguments' JSON text. `end` is the last piece of every whole answer and comes exactly once.
 */
export type ModelChunk =
  | { type: 'begin' }
  | { type: 'text'; text: string }
  | { type: 'tool_call'; index: number; id?: string; name?: string; arguments: string }
  /** What was counted so far, for streams that never reach their end; totals, not additions. */
  | { type: 'usage'; usage: ModelUsage }
  | { type: 'end'; model: string; finishReason: FinishReason; usage: ModelUsage };

/**
 * The contract of a provider folder. Both calls reject with a `ProviderError` whose `retryable` says whether the same model
 * may be asked again, and end within 100 ms of `signal` aborting, the connection to the provider included.
 */
export interface ModelProvider {
  readonly name: ProviderName;
  /** What its models are and can do: known before any call. */
  readonly models: ProviderModels;
  /** Resolves with a whole answer, which holds text or tool calls. */
  generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer>;
  /**
   * Yields pieces as they arrive. A stream that is cut, carries an error, or ends without a reason throws; one that ends
   * well without text or tool calls throws `provider-empty-answer`. Leaving the loop early closes the connection.
   */
  stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk>;
}
