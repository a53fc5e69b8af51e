import type { ModelRequest } from '../../model-provider';
import { chatRequest } from './request';

const request: ModelRequest = { messages: [{ role: 'user', content: 'x' }], format: { type: 'text' }, maxTokens: 10, temperature: 3 };
const schema = { type: 'object', properties: { title: { type: 'string', examples: ['A'] } }, required: ['title'] };
const page: ModelRequest = { ...request, format: { type: 'json_schema', name: 'my page!', schema } };

describe('chatRequest', () => {
  it.each(['gpt-4o', 'gpt-4.1-mini', 'ft:gpt-4o:me'])('clamps the temperature for %s', (model) => {
    expect(chatRequest('openai', model, request).temperature).toBe(2);
  });

  it.each(['gpt-5', 'gpt-5.6-terra', 'gpt-5-chat-latest', 'o3', 'o4-mini', 'gpt-4o-search-preview'])(
    'sends no temperature to %s',
    (model) => {
      expect(chatRequest('openai', model, request)).not.toHaveProperty('temperature');
    },
  );

  it('bounds the completion in the words of each dialect', () => {
    expect(chatRequest('openai', 'gpt-5', request)).toMatchObject({ max_completion_tokens: 10 });
    expect(chatRequest('compatible', 'gpt-5', request)).toMatchObject({ max_tokens: 10, temperature: 2 });
    expect(chatRequest('compatible', 'gpt-5', request)).not.toHaveProperty('max_completion_tokens');
  });

  it('holds the model to a schema that can be made strict', () => {
    expect(chatRequest('openai', 'gpt-5', page).response_format).toEqual({
      type: 'json_schema',
      json_schema: {
        name: 'my_page_',
        strict: true,
        schema: { type: 'object', properties: { title: { type: 'string' } }, required: ['title'], additionalProperties: false },
      },
    });
  });

  it('sends a schema that cannot be made strict as it is', () => {
    const optional = { ...schema, required: [] };
    const body = chatRequest('openai', 'gpt-5', { ...page, format: { type: 'json_schema', name: 'page', schema: optional } });
    expect(body.response_format).toEqual({ type: 'json_schema', json_schema: { name: 'page', strict: false, schema: optional } });
  });

  it('asks in words too where the format alone may not be heard', () => {
    expect(JSON.stringify(chatRequest('openai', 'gpt-5', { ...page, format: { type: 'json_object' } }).messages)).toMatch(/JSON object/);
    expect(JSON.stringify(chatRequest('compatible', 'm', page).messages)).toMatch(/JSON Schema/);
    expect(chatRequest('openai', 'gpt-5', page).messages).toHaveLength(1);
  });
});
