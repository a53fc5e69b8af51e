import type { ModelAnswer, ModelChunk } from '../model-provider';

/** A whole answer as the pieces of a stream. */
export function* wholeAnswer({ text, toolCalls = [], model, finishReason, usage }: ModelAnswer): Generator<ModelChunk, void> {
  if (text !== '') yield { type: 'text', text };
  for (const [index, call] of toolCalls.entries()) yield { type: 'tool_call', index, ...call };
  yield { type: 'end', model, finishReason, usage };
}
