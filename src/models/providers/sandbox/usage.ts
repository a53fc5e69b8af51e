import { messageText } from '../../message-text';
import type { ModelMessage, ModelRequest, ModelUsage, ToolCall } from '../../model-provider';

/** Characters per token, the usual rule of thumb for English. */
const CHARACTERS_PER_TOKEN = 4;
/** What OpenAI counts for gpt-4o and an image of 1024 × 1024 (its guide to images and vision). */
const IMAGE_TOKENS = 765;

/** The tokens that a request and its answer would be about. */
export function sandboxUsage({ system = '', messages, tools }: ModelRequest, text: string, calls: readonly ToolCall[]): ModelUsage {
  const asked = [system, ...messages.map(messageText), ...messages.flatMap(callsIn), ...(tools ? [JSON.stringify(tools)] : [])];
  const images = messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content.filter(({ type }) => type === 'image')));
  return {
    inputTokens: tokensIn(asked.join('\n')) + IMAGE_TOKENS * images.length,
    outputTokens: tokensIn(text + calls.map(callText).join('')),
    cachedTokens: 0,
    reasoningTokens: 0,
  };
}

function callsIn(message: ModelMessage): string[] {
  return message.role === 'assistant' ? (message.toolCalls ?? []).map(callText) : [];
}

function callText({ name, arguments: text }: ToolCall): string {
  return name + text;
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
