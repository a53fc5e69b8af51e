import type { ModelChunk } from '../../model-provider';
import { MessageStream } from './stream';

const start = { type: 'message_start', message: { model: 'claude-x', usage: { input_tokens: 5, output_tokens: 1 } } };
const stop = { type: 'message_stop' };
const end = (reason: string | null) => ({ type: 'message_delta', delta: { stop_reason: reason }, usage: { output_tokens: 9 } });
const text = (words: string, index = 0) => ({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: words } });
const tool = (name: string, index: number) => ({
  type: 'content_block_start',
  index,
  content_block: { type: 'tool_use', id: `id_${index}`, name, input: {} },
});
const input = (json: string, index: number) => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'input_json_delta', partial_json: json },
});
const blockStop = (index: number) => ({ type: 'content_block_stop', index });
const thinking = { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Hmm' } };

/** All pieces but the counts on the way. */
function read(events: object[], answerTool?: string): ModelChunk[] {
  const stream = new MessageStream('claude', answerTool);
  const chunks = events.flatMap((event) => [...stream.read(JSON.stringify(event))]);
  return [...chunks, ...stream.end()].filter(({ type }) => type !== 'usage');
}

const usage = { inputTokens: 5, outputTokens: 9, cachedTokens: 0, reasoningTokens: 0 };

describe('MessageStream', () => {
  it('passes on text as it comes, and keeps thoughts and unknown events to itself', () => {
    expect(read([start, thinking, text('Yes'), { type: 'news' }, text('!'), end('end_turn'), stop])).toEqual([
      { type: 'text', text: 'Yes' },
      { type: 'text', text: '!' },
      { type: 'end', model: 'claude-x', finishReason: 'stop', usage },
    ]);
  });

  it('numbers calls by their place among the calls, not among the blocks', () => {
    expect(
      read([start, text('Let me look.'), tool('a', 1), input('{"x"', 1), input(':1}', 1), tool('b', 2), end('tool_use'), stop]),
    ).toEqual([
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_call', index: 0, id: 'id_1', name: 'a', arguments: '' },
      { type: 'tool_call', index: 0, arguments: '{"x"' },
      { type: 'tool_call', index: 0, arguments: ':1}' },
      { type: 'tool_call', index: 1, id: 'id_2', name: 'b', arguments: '' },
      { type: 'end', model: 'claude-x', finishReason: 'tool_calls', usage },
    ]);
  });

  it('gives calls without arguments an empty object', () => {
    const calls = [tool('a', 0), input('', 0), blockStop(0), tool('b', 1), input('{"x":1}', 1), blockStop(1)];
    expect(read([start, ...calls, end('tool_use'), stop]).slice(0, -1)).toEqual([
      { type: 'tool_call', index: 0, id: 'id_0', name: 'a', arguments: '' },
      { type: 'tool_call', index: 0, arguments: '{}' },
      { type: 'tool_call', index: 1, id: 'id_1', name: 'b', arguments: '' },
      { type: 'tool_call', index: 1, arguments: '{"x":1}' },
    ]);
  });

  it('takes the input of the answer tool for the text, without what is said beside it', () => {
    expect(
      read([start, text('Here it is:'), tool('answer', 1), input('{"a"', 1), input(':1}', 1), end('tool_use'), stop], 'answer'),
    ).toEqual([
      { type: 'text', text: '{"a"' },
      { type: 'text', text: ':1}' },
      { type: 'end', model: 'claude-x', finishReason: 'stop', usage },
    ]);
  });

  it('passes on the text after all where the answer tool was never called', () => {
    expect(read([start, text('{"a"'), text(':1}'), end('end_turn'), stop], 'answer')).toMatchObject([
      { type: 'text', text: '{"a":1}' },
      { type: 'end' },
    ]);
  });

  it('reports what was counted as it goes', () => {
    const stream = new MessageStream('claude', undefined);
    const chunks = [start, text('Yes'), end('end_turn')].flatMap((event) => [...stream.read(JSON.stringify(event))]);
    const counts = chunks.flatMap((chunk) => (chunk.type === 'usage' ? [chunk.usage.outputTokens] : []));
    expect(counts).toEqual([1, 9]);
  });

  it.each([
    ['is cut before its end', [start, text('Half')], 'provider-malformed-answer', true],
    ['gives no reason for its end', [start, text('Half'), end(null), stop], 'provider-malformed-answer', true],
    ['holds nothing', [start, end('end_turn'), stop], 'provider-empty-answer', true],
    ['holds blanks only', [start, text(' \n'), end('end_turn'), stop], 'provider-empty-answer', true],
    ['was refused', [start, end('refusal'), stop], 'provider-content-filtered', false],
    ['turns into an error', [start, text('Half'), { type: 'error', error: { type: 'overloaded_error' } }], 'provider-unavailable', true],
  ])('fails where the stream %s', (_, events, code, retryable) => {
    expect(() => read(events)).toThrow(expect.objectContaining({ code, retryable }) as Error);
  });
});
