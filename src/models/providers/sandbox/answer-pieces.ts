import type { ModelAnswer, ModelChunk } from '../../model-provider';

/** A word with the space after it; long ones, JSON above all, in parts. */
const PIECE = /\S{1,16}\s*|\s+/gu;

/** An answer in pieces of about a word, always the same for the same answer. */
export function* answerPieces({ text, toolCalls = [], model, finishReason, usage }: ModelAnswer): Generator<ModelChunk> {
  for (const [piece] of text.matchAll(PIECE)) yield { type: 'text', text: piece };
  for (const [index, { id, name, arguments: written }] of toolCalls.entries()) {
    yield { type: 'tool_call', index, id, name, arguments: '' };
    for (const [piece] of written.matchAll(PIECE)) yield { type: 'tool_call', index, arguments: piece };
  }
  yield { type: 'end', model, finishReason, usage };
}
