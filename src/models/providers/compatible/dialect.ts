import type { ChatDialect } from '../openai/dialect';

/** The least that Ollama, vLLM, LM Studio, llama.cpp and gateways have in common; LM Studio, for one, refuses json_object. */
export const COMPATIBLE_DIALECT: ChatDialect = {
  maxTokens: 'max_tokens',
  heedsSchema: 'never',
  jsonObject: false,
  formatWithTools: true,
  formatInStreams: true,
  strict: () => true,
  stopWithReasoning: true,
};
