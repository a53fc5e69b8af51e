import type { ModelChunk } from '../../model-provider';
import { ChatStream } from './chat-stream';

const usage = { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12, queue_time: 0.1 };
const counted = { inputTokens: 9, outputTokens: 3, cachedTokens: 0, reasoningTokens: 0 };
const delta = (value: object, finish: string | null = null) => ({ choices: [{ index: 0, delta: value, finish_reason: finish }] });
const call = (value: object) => delta({ tool_calls: [value] });

function read(...chunks: object[]): { pieces: ModelChunk[]; stream: ChatStream } {
  const stream = new ChatStream('groq', 'm');
  return { pieces: chunks.flatMap((chunk) => stream.read(JSON.stringify(chunk))), stream };
}

/** What servers do differently from OpenAI; the contract suite has all that they do alike. */
describe('ChatStream', () => {
  it('finds the usage where Groq puts it', () => {
    const { stream } = read(delta({ content: 'Hi' }), { ...delta({}, 'stop'), x_groq: { id: 'req_1', usage } });
    expect(stream.end()).toEqual([{ type: 'end', model: 'm', finishReason: 'stop', usage: counted }]);
  });

  it('tells what was counted before the end, and bills it where there is none', () => {
    const { pieces, stream } = read({ ...delta({ content: 'Hi' }), usage });
    expect(pieces).toEqual([
      { type: 'text', text: 'Hi' },
      { type: 'usage', usage: counted },
    ]);
    expect(() => stream.end()).toThrow(expect.objectContaining({ code: 'provider-malformed-answer', billed: counted }) as Error);
  });

  it('tells calls apart that have no index', () => {
    const { pieces } = read(
      call({ id: 'a', function: { name: 'one', arguments: '{"x":' } }),
      call({ function: { arguments: '1}' } }),
      call({ id: 'b', function: { name: 'two', arguments: '{}' } }),
    );
    expect(pieces).toEqual([
      { type: 'tool_call', index: 0, id: 'a', name: 'one', arguments: '{"x":' },
      { type: 'tool_call', index: 0, arguments: '1}' },
      { type: 'tool_call', index: 1, id: 'b', name: 'two', arguments: '{}' },
    ]);
  });

  it('gives calls an id that have none, and takes arguments that are an object', () => {
    const { pieces } = read(call({ index: 0, function: { name: 'one', arguments: { x: 1 } } }));
    expect(pieces).toEqual([
      { type: 'tool_call', index: 0, id: expect.stringMatching(/^call_/) as string, name: 'one', arguments: '{"x":1}' },
    ]);
  });

  it('takes a forced call that ends in stop for a call', () => {
    const { stream } = read(call({ index: 0, id: 'a', function: { name: 'one', arguments: '{}' } }), delta({}, 'stop'));
    expect(stream.end()).toMatchObject([{ finishReason: 'tool_calls' }]);
  });

  it('takes a refusal for a filtered answer', () => {
    const { stream } = read(delta({ refusal: 'I cannot' }), delta({}, 'stop'), { choices: [], usage });
    expect(() => stream.end()).toThrow(expect.objectContaining({ code: 'provider-content-filtered', billed: counted }) as Error);
  });

  it.each(['null', '[]', '"text"', '{}', '{"choices":[]}', '{"choices":[{"index":0}]}', '{"choices":[{"delta":null}]}'])(
    'reads nothing in %s',
    (data) => {
      const stream = new ChatStream('groq', 'm');
      try {
        expect(stream.read(data)).toEqual([]);
      } catch (error) {
        expect(error).toMatchObject({ code: 'provider-malformed-answer' });
      }
      expect(stream.finished).toBe(false);
    },
  );
});
