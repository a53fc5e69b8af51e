import type { GenerateAnswer, GenerateRequest, ModelAttempt } from '../generate';
import { mayAnswerFromCache, storedForm } from './cacheable';

const request: GenerateRequest = { messages: [{ role: 'user', content: 'hi' }], format: { type: 'text' } };
const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0, reasoningTokens: 0 };
const attempt = (model: string): ModelAttempt => ({ provider: 'openai', model, outcome: 'answered', latencyMs: 1, usage, costMicroUsd: 1 });
const considered = (model: string) => ({ provider: 'openai' as const, model, costMaxMicroUsd: null, score: null, reason: '' });

function answerOf(
  attempts: string[],
  requested: string | null = null,
  successor?: string,
  candidates: string[] = attempts,
): GenerateAnswer {
  return {
    text: 'hi',
    finishReason: 'stop',
    provider: 'openai',
    model: 'gpt-2026-01-01',
    attempts: attempts.map(attempt),
    usage,
    costMicroUsd: 1,
    cached: false,
    decision: () => ({
      requested,
      ...(successor === undefined ? {} : { successor }),
      complexity: { level: 'LOW', score: 0, source: 'given', features: {} },
      temperature: { value: null, source: 'none', reason: '' },
      candidates: candidates.map(considered),
      reason: 'r',
    }),
  };
}
const isKept = (asked: GenerateRequest, answer: GenerateAnswer) => storedForm(asked, answer) !== undefined;

describe('mayAnswerFromCache', () => {
  it.each<[boolean, Partial<GenerateRequest>, number]>([
    [true, {}, 60],
    [true, { cache: 'similar' }, 60],
    [false, { cache: 'off' }, 60],
    [false, {}, 0],
    [false, { model: 'sandbox' }, 60],
    [false, { provider: 'sandbox' }, 60],
  ])('says %s to %j for %i s', (expected, more, ttlSeconds) => {
    expect(mayAnswerFromCache({ ...request, ...more }, ttlSeconds)).toBe(expected);
  });
});

describe('storedForm', () => {
  it('leaves out what was paid', () => {
    const stored = JSON.parse(storedForm(request, answerOf(['gpt'])) as string) as object;
    expect(Object.keys(stored)).toEqual(['text', 'finishReason', 'provider', 'model', 'decision']);
  });

  it('keeps the answer of a fallback, unless the model was pinned', () => {
    expect(isKept(request, answerOf(['a', 'b']))).toBe(true);
    expect(isKept({ ...request, model: 'a' }, answerOf(['a', 'b'], 'a'))).toBe(false);
    expect(isKept({ ...request, model: 'openai/a' }, answerOf(['b'], 'openai/a', undefined, ['b', 'a']))).toBe(false);
  });

  it('keeps the answer of a pinned model and of its successor, after retries too', () => {
    expect(isKept({ ...request, model: 'a' }, answerOf(['a', 'a'], 'a', undefined, ['a', 'b']))).toBe(true);
    expect(isKept({ ...request, model: 'old' }, answerOf(['new'], 'old', 'new', ['new', 'b']))).toBe(true);
  });
});
