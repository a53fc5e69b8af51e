import type { ModelChunk } from '../../model-provider';
import { AnswerStream } from './stream';
import { ThoughtSignatures } from './thought-signatures';

const piece = (parts: object[], more: object = {}) => ({ candidates: [{ content: { parts }, ...more }] });

function read(...pieces: object[]): ModelChunk[] {
  const stream = new AnswerStream('gemini-x', new ThoughtSignatures());
  return [...pieces.flatMap((data) => [...stream.read(JSON.stringify(data))]), stream.end()];
}

describe('AnswerStream', () => {
  it('passes on text and calls as they come, and ends with the last count', () => {
    const chunks = read(
      { ...piece([{ text: 'Hmm', thought: true }]), usageMetadata: { promptTokenCount: 9 } },
      piece([{ text: 'Let me look.' }]),
      piece([{ functionCall: { id: 'a', name: 'look', args: { at: 'Rome' } } }]),
      {
        ...piece([{ functionCall: { id: 'b', name: 'look' } }], { finishReason: 'STOP' }),
        usageMetadata: { candidatesTokenCount: 4, thoughtsTokenCount: 2 },
      },
    );
    const usage = { inputTokens: 9, outputTokens: 6, cachedTokens: 0, reasoningTokens: 2 };
    expect(chunks).toEqual([
      { type: 'usage', usage: { inputTokens: 9, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 } },
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_call', index: 0, id: 'a', name: 'look', arguments: '{"at":"Rome"}' },
      { type: 'tool_call', index: 1, id: 'b', name: 'look', arguments: '{}' },
      { type: 'usage', usage },
      { type: 'end', model: 'gemini-x', finishReason: 'tool_calls', usage },
    ]);
  });

  it.each([
    ['is cut before a reason', [piece([{ text: 'Half' }])], 'provider-malformed-answer'],
    ['holds nothing', [piece([], { finishReason: 'STOP' })], 'provider-empty-answer'],
    ['has no pieces', [], 'provider-malformed-answer'],
    ['is blocked', [{ promptFeedback: { blockReason: 'SAFETY' } }], 'provider-content-filtered'],
    ['turns into an error', [piece([{ text: 'Half' }]), { error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }], 'provider-rate-limited'],
  ])('fails where the stream %s', (_, pieces, code) => expect(() => read(...pieces)).toThrow(expect.objectContaining({ code }) as Error));
});
