import { countTokens } from 'gpt-tokenizer';
import fc from 'fast-check';
import type { ModelRequest } from '../model-provider';
import { estimateTokens, tokensAt } from './estimate-tokens';
import { OpenAiTokens } from './openai-tokens';
import { textTokens } from './text-tokens';

const ask = (content: string, rest: Partial<ModelRequest> = {}) => ({
  messages: [{ role: 'user' as const, content }],
  format: { type: 'text' as const },
  ...rest,
});
const prose = 'Our campaign reached 12,340 people in the first week, and the click rate rose from 2.1% to 3.4%, which is encouraging. ';

describe('textTokens', () => {
  it.each([
    ['English', prose.repeat(5)],
    ['German', 'Unsere Kampagne erreichte in der ersten Woche 12.340 Menschen, und die Klickrate stieg deutlich an. '.repeat(5)],
    ['Russian', 'Наша кампания охватила много людей за первую неделю, и это хорошая новость. '.repeat(5)],
    ['Chinese', '我们的活动在第一周覆盖了一万二千三百四十人，点击率有所上升。'.repeat(5)],
    ['Japanese', 'キャンペーンは最初の一週間で一万二千人に届きました。'.repeat(5)],
    ['Korean', '우리 캠페인은 첫 주에 만 이천 명에게 도달했습니다. '.repeat(5)],
    ['Arabic', 'وصلت حملتنا إلى كثير من الناس في الأسبوع الأول. '.repeat(5)],
    ['JSON', JSON.stringify(Array.from({ length: 30 }, (_, id) => ({ id, name: `user${id}`, score: id * 7.31 })))],
    ['code', String(estimateTokens) + String(OpenAiTokens)],
  ])('comes within a third of the real count for %s', (_language, text) => {
    const { tokens } = textTokens(text);
    const real = countTokens(text);
    expect(tokens).toBeGreaterThan(real * 0.66);
    expect(tokens).toBeLessThan(real * 1.34);
  });

  it('never has a tokenizer exceed its bound, which is the number of UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { tokens, tokensMax } = textTokens(text);
        expect(tokensMax).toBe(Buffer.byteLength(text));
        expect(tokens).toBeLessThanOrEqual(tokensMax);
        expect(countTokens(text, { disallowedSpecial: new Set() })).toBeLessThanOrEqual(tokensMax);
      }),
    );
  });

  it('counts lone surrogates no lower than their bytes', () => expect(textTokens('\ud800').tokensMax).toBe(3));
});

describe('estimateTokens', () => {
  it('grows with every part of a request', () => {
    const image = { type: 'image' as const, image: { mediaType: 'image/png' as const, base64: 'A'.repeat(100_000) } };
    const tool = { name: 'search', description: 'Finds pages', parameters: { type: 'object', properties: { query: { type: 'string' } } } };
    const plain = estimateTokens(ask('Hello'));
    const larger = [
      ask('Hello', { system: 'Be brief.' }),
      ask('Hello', { tools: [tool] }),
      ask('Hello', { format: { type: 'json_schema', name: 'x', schema: tool.parameters } }),
      { ...ask(''), messages: [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hello' }, image] }] },
    ].map(estimateTokens);
    for (const { tokens, tokensMax } of larger) {
      expect(tokens).toBeGreaterThan(plain.tokens);
      expect(tokensMax).toBeGreaterThan(plain.tokensMax);
    }
    // An image costs by its size in pixels, not by its bytes.
    expect(larger[3]?.tokensMax).toBeLessThan(20_000);
  });

  it('counts what a model said by calling tools', () => {
    const toolCalls = [{ id: 'call_1', name: 'search', arguments: '{"query":"tokens"}' }];
    const called = estimateTokens({ ...ask(''), messages: [{ role: 'assistant', content: '', toolCalls }] });
    expect(called.tokens).toBeGreaterThan(estimateTokens({ ...ask(''), messages: [{ role: 'assistant', content: '' }] }).tokens + 8);
  });

  it('expects more tokens of vendors whose tokenizers split finer, never more than the bound', () => {
    const estimate = estimateTokens(ask(prose));
    expect(tokensAt('anthropic', estimate)).toBeGreaterThan(tokensAt('openai', estimate));
    expect(tokensAt('anthropic', { tokens: 9, tokensMax: 10 })).toBe(10);
  });
});

describe('OpenAiTokens', () => {
  it('knows nothing before it is loaded, and counts exactly after', async () => {
    const exact = new OpenAiTokens();
    expect(exact.of(ask(prose))).toBeUndefined();
    await exact.load();
    // Four tokens of the turn and four of the answer's start.
    expect(exact.of(ask(prose))).toBe(countTokens(prose) + 8);
    expect(exact.of(ask('<|endoftext|>'))).toBeGreaterThan(8);
  });

  it('does not let one endless word stop the process', async () => {
    const exact = new OpenAiTokens();
    await exact.load();
    const startedAtMs = performance.now();
    expect(exact.of(ask('a'.repeat(1_000_000)))).toBeUndefined();
    expect(exact.of(ask(' '.repeat(1_000_000)))).toBeUndefined();
    expect(performance.now() - startedAtMs).toBeLessThan(500);
  });
});
