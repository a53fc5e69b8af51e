import type { ModelTraits } from '../../model-traits';

/** How a server's chat completions differ from those of the others. */
export interface ChatDialect {
  /** What it calls the bound of the completion. */
  maxTokens: 'max_completion_tokens' | 'max_tokens';
  /** When it surely heeds a schema in `response_format`; where it may not, the schema stands in the prompt too. */
  heedsSchema: 'always' | 'strict' | 'never';
  /** Whether it takes `response_format` json_object for every model. */
  jsonObject: boolean;
  /** Whether it takes `response_format` beside tools, and in streams. */
  formatWithTools: boolean;
  formatInStreams: boolean;
  /** Whether its decoder can be held to a schema strictly for this model. */
  strict(model: string): boolean;
  /** Whether models that reason take `stop`; where not, the answer is cut here. */
  stopWithReasoning: boolean;
}

/** Who is asked, and how. */
export interface ChatTarget {
  dialect: ChatDialect;
  model: string;
  traits: ModelTraits;
  stream: boolean;
}

/** OpenAI itself: the API reference, and its guides to structured outputs and reasoning. */
export const OPENAI_DIALECT: ChatDialect = {
  maxTokens: 'max_completion_tokens',
  heedsSchema: 'always',
  jsonObject: true,
  formatWithTools: true,
  formatInStreams: true,
  strict: () => true,
  stopWithReasoning: false,
};
