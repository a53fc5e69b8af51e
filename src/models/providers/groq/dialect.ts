import type { ChatDialect } from '../openai/dialect';

/**
 * Groq: only gpt-oss decodes strictly, and `response_format` is refused beside tools and in streams, says its guide to
 * structured outputs ("Streaming and tool use are not currently supported").
 */
export const GROQ_DIALECT: ChatDialect = {
  maxTokens: 'max_completion_tokens',
  heedsSchema: 'strict',
  jsonObject: true,
  formatWithTools: false,
  formatInStreams: false,
  strict: (model) => model.includes('gpt-oss'),
  stopWithReasoning: true,
};
