import { geminiRequest } from './request';
import { GEMINI_MODELS } from './models';
import { geminiAnswer } from './response';
import { NO_SIGNATURE, ThoughtSignatures } from './thought-signatures';
import type { ModelRequest, ToolCall } from '../../model-provider';

const call: ToolCall = { id: 'a', name: 'look', arguments: '{"at":"Rome"}' };

describe('ThoughtSignatures', () => {
  it('knows the signature of a call, and of no other with the same id', () => {
    const signatures = new ThoughtSignatures();
    signatures.keep(call, 'sealed');
    expect(signatures.of(call)).toBe('sealed');
    expect(signatures.of({ ...call, arguments: '{}' })).toBeUndefined();
  });

  it('forgets those that were not used for the longest time, and stays within its bounds', () => {
    const signatures = new ThoughtSignatures();
    const big = 'x'.repeat(1024 * 1024);
    for (let number = 0; number < 8; number++) signatures.keep({ ...call, id: `${number}` }, big);
    expect(signatures.of({ ...call, id: '0' })).toBe(big);
    signatures.keep({ ...call, id: '8' }, big);
    expect(signatures.of({ ...call, id: '1' })).toBeUndefined();
    expect(signatures.of({ ...call, id: '0' })).toBe(big);
  });
});

describe('a conversation with tools', () => {
  const traits = GEMINI_MODELS.traitsOf('gemini-3.8-flash');
  const first = { functionCall: { name: 'look', args: { at: 'Rome' } }, thoughtSignature: 'sealed' };
  const second = { functionCall: { name: 'look', args: { at: 'Oslo' } } };
  const response = { responseId: 'r1', candidates: [{ content: { parts: [first, second] }, finishReason: 'STOP' }] };
  const next = (toolCalls: ToolCall[] | undefined): ModelRequest => ({
    messages: [{ role: 'assistant', content: '', toolCalls }],
    format: { type: 'text' },
    maxTokens: 10,
  });
  const sent = (model: string, signatures: ThoughtSignatures) =>
    geminiRequest(model, traits, next(geminiAnswer(model, response, signatures).toolCalls), signatures).contents[0]?.parts;

  it('sends the thought back to the model it came from', () => {
    const parts = sent('gemini-3.8-flash', new ThoughtSignatures());
    expect(parts).toMatchObject([{ thoughtSignature: 'sealed' }, { functionCall: { args: { at: 'Oslo' } } }]);
    expect(parts?.[1]).not.toHaveProperty('thoughtSignature');
  });

  it('says that the thought is lost where another replica goes on', () => {
    const { toolCalls } = geminiAnswer('gemini-3.8-flash', response, new ThoughtSignatures());
    const elsewhere = new ThoughtSignatures();
    expect(geminiRequest('gemini-3.8-flash', traits, next(toolCalls), elsewhere).contents[0]?.parts).toMatchObject([
      { thoughtSignature: NO_SIGNATURE },
      {},
    ]);
    expect(geminiRequest('gemini-2.5-pro', traits, next(toolCalls), elsewhere).contents[0]?.parts[0]).not.toHaveProperty(
      'thoughtSignature',
    );
  });
});
