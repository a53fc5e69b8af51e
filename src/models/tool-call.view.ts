import type { ToolCall } from './model-provider';

/** A call of a tool as OpenAI's clients know it; `arguments` is JSON text. */
export function toolCallView({ id, name, arguments: text }: ToolCall) {
  return { id, type: 'function' as const, function: { name, arguments: text } };
}
