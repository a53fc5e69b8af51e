import { geminiAnswer } from './response';
import { ThoughtSignatures } from './thought-signatures';
import { geminiUsage } from './usage';

const read = (response: unknown) => geminiAnswer('gemini-x', response, new ThoughtSignatures());
const said = (text: string, finishReason?: string) => ({ candidates: [{ content: { parts: [{ text }] }, finishReason }] });

describe('geminiAnswer', () => {
  it('joins what is said and leaves out what is thought', () => {
    const parts = [{ text: 'Hmm', thought: true }, { text: 'Yes' }, { text: '!' }];
    expect(read({ modelVersion: 'gemini-y', candidates: [{ content: { parts }, finishReason: 'STOP' }] })).toMatchObject({
      text: 'Yes!',
      model: 'gemini-y',
      finishReason: 'stop',
    });
  });

  it('makes up ids for calls without, the same for the same answer', () => {
    const response = {
      responseId: 'r1',
      candidates: [
        {
          content: { parts: [{ functionCall: { name: 'a', args: { x: 1 } } }, { functionCall: { id: 'own', name: 'b' } }] },
          finishReason: 'STOP',
        },
      ],
    };
    const answer = read(response);
    expect(answer).toMatchObject({
      finishReason: 'tool_calls',
      toolCalls: [
        { id: expect.stringMatching(/^call_[0-9a-f]{24}$/) as string, name: 'a', arguments: '{"x":1}' },
        { id: 'own', name: 'b', arguments: '{}' },
      ],
    });
    expect(read(response).toolCalls).toEqual(answer.toolCalls);
    expect(read({ ...response, responseId: 'r2' }).toolCalls?.[0]?.id).not.toBe(answer.toolCalls?.[0]?.id);
  });

  it.each([
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content_filter'],
    ['RECITATION', 'content_filter'],
    ['BLOCKLIST', 'content_filter'],
    ['PROHIBITED_CONTENT', 'content_filter'],
    ['SPII', 'content_filter'],
  ])('takes %s for %s', (wire, finishReason) => expect(read(said('Half', wire))).toMatchObject({ finishReason }));

  it.each([
    ['no reason for its end', said('Half'), 'provider-malformed-answer', true],
    ['a call it could not write', said('Half', 'MALFORMED_FUNCTION_CALL'), 'provider-malformed-answer', true],
    ['a reason nobody knows', said('Half', 'OTHER'), 'provider-malformed-answer', true],
    ['no candidates', {}, 'provider-malformed-answer', true],
    ['no JSON object', 'Hello', 'provider-malformed-answer', true],
    ['nothing', said('', 'STOP'), 'provider-empty-answer', true],
    [
      'thoughts only',
      { candidates: [{ content: { parts: [{ text: 'Hmm', thought: true }] }, finishReason: 'STOP' }] },
      'provider-empty-answer',
      true,
    ],
    ['an answer that was withheld', { candidates: [{ finishReason: 'SAFETY' }] }, 'provider-content-filtered', false],
    ['a prompt that was blocked', { promptFeedback: { blockReason: 'SAFETY' } }, 'provider-content-filtered', false],
    ['an error with status 200', { error: { code: 503, status: 'UNAVAILABLE', message: 'x' } }, 'provider-unavailable', true],
  ])('fails on %s', (_, response, code, retryable) => {
    expect(() => read(response)).toThrow(expect.objectContaining({ code, retryable }) as Error);
  });
});

describe('geminiUsage', () => {
  it('counts thoughts as output and the results of tools as input', () => {
    const usage = {
      promptTokenCount: 100,
      toolUsePromptTokenCount: 20,
      cachedContentTokenCount: 60,
      candidatesTokenCount: 5,
      thoughtsTokenCount: 7,
    };
    expect(geminiUsage(usage)).toEqual({ inputTokens: 120, outputTokens: 12, cachedTokens: 60, reasoningTokens: 7 });
  });
});
