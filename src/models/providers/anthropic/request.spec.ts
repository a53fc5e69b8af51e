import type { ModelRequest } from '../../model-provider';
import { anthropicRequest } from './request';
import { anthropicUsage } from './response';

const request: ModelRequest = { messages: [{ role: 'user', content: 'x' }], format: { type: 'text' }, maxTokens: 10, temperature: 1.7 };
const schema = { type: 'object', properties: { title: { type: 'string' } }, required: ['title'] };
const page: ModelRequest = { ...request, system: 'Be brief.', format: { type: 'json_schema', name: 'page', schema } };

describe('anthropicRequest', () => {
  it.each(['claude-3-5-haiku-latest', 'claude-sonnet-4-20250514', 'claude-haiku-4-5', 'claude-opus-4-6'])(
    'clamps the temperature for %s',
    (model) => {
      expect(anthropicRequest(model, request)).toHaveProperty('temperature', 1);
    },
  );

  it.each(['claude-opus-4-7', 'claude-sonnet-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'something-new'])(
    'sends no temperature to %s',
    (model) => {
      expect(anthropicRequest(model, request)).not.toHaveProperty('temperature');
    },
  );

  it('forces the answer tool where that is allowed', () => {
    const body = anthropicRequest('claude-haiku-4-5', page);
    expect(body).toMatchObject({
      tool_choice: { type: 'tool', name: 'answer' },
      tools: [{ name: 'answer', input_schema: schema }],
      system: 'Be brief.',
    });
  });

  it('asks for the tool in words where forcing it is refused', () => {
    const body = anthropicRequest('claude-sonnet-5-5', page);
    expect(body.tool_choice).toMatchObject({ type: 'auto' });
    expect(body.system).toMatch(/^Be brief\.\n\nAnswer by calling the tool "answer"/);
  });

  it('asks in words for what cannot be the input of a tool', () => {
    const body = anthropicRequest('claude-haiku-4-5', {
      ...page,
      format: { type: 'json_schema', name: 'list', schema: { type: 'array' } },
    });
    expect(body.tools).toBeUndefined();
    expect(body.system).toMatch(/\{"type":"array"\}/);
    expect(anthropicRequest('claude-haiku-4-5', { ...page, format: { type: 'json_object' } }).system).toMatch(/JSON object/);
  });
});

describe('anthropicUsage', () => {
  it('adds cache reads and writes to the input, of which they are parts with us', () => {
    expect(anthropicUsage({ input_tokens: 5, cache_read_input_tokens: 90, cache_creation_input_tokens: 5, output_tokens: 7 })).toEqual({
      inputTokens: 100,
      outputTokens: 7,
      cachedTokens: 90,
      cacheWriteTokens: 5,
      reasoningTokens: 0,
    });
  });
});
