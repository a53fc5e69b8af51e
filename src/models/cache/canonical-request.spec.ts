import fc from 'fast-check';
import type { GenerateRequest } from '../generate';
import { digestOf } from './canonical-request';

const request: GenerateRequest = {
  system: 'Be brief.',
  messages: [
    { role: 'user', content: 'Bonjour, café' },
    { role: 'assistant', content: 'x', toolCalls: [{ id: '1', name: 'f', arguments: '{}' }] },
    { role: 'tool', toolCallId: '1', content: '42' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', image: { mediaType: 'image/png', base64: 'AAAA' } },
      ],
    },
  ],
  format: { type: 'json_schema', name: 'n', schema: { type: 'object', properties: { a: { type: 'string' } } } },
  temperature: 0.2,
  tools: [{ name: 'f', description: 'd', parameters: { type: 'object', additionalProperties: false } }],
};
const digest = (more: Partial<GenerateRequest> = {}) => digestOf({ ...request, ...more });
const say = (text: string): Partial<GenerateRequest> => ({ messages: [{ role: 'user', content: text }] });

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, child]) => [key, reversed(child)]));
}

describe('digestOf', () => {
  it('does not depend on the order of keys', () => {
    expect(digestOf(reversed(request) as GenerateRequest)).toBe(digest());
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (schema) => {
        const format = { type: 'json_schema', name: 'n', schema } as const;
        expect(digest({ format: reversed(format) as typeof format })).toBe(digest({ format }));
      }),
    );
  });

  it('takes texts in NFC, without white space at their ends, and a single part as its text', () => {
    expect(digest(say(' cafe\u0301\n'))).toBe(digest(say('caf\u00e9')));
    expect(digest({ messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] })).toBe(digest(say('hi')));
    expect(digest(say('a  b'))).not.toBe(digest(say('a b')));
  });

  it.each<[string, Partial<GenerateRequest>]>([
    ['system', { system: 'Be long.' }],
    ['the words', say('x')],
    ['who speaks', { messages: [{ role: 'assistant', content: 'Bonjour, café' }] }],
    ['the fewest messages', { messages: request.messages.slice(1) }],
    ['an image', { messages: [{ role: 'user', content: [{ type: 'image', image: { url: 'https://a/b' } }] }] }],
    ['the arguments of a call', { messages: [{ role: 'assistant', content: 'x', toolCalls: [{ id: '1', name: 'f', arguments: '[]' }] }] }],
    ['format', { format: { type: 'json_object' } }],
    ['a key of the schema', { format: { type: 'json_schema', name: 'n', schema: JSON.parse('{"__proto__":{"a":1}}') as object as never } }],
    ['temperature', { temperature: 0.3 }],
    ['topP', { topP: 0.5 }],
    ['stop', { stop: ['\n'] }],
    ['maxTokens', { maxTokens: 5 }],
    ['tools', { tools: [] }],
    ['toolChoice', { toolChoice: 'required' }],
    ['reasoningEffort', { reasoningEffort: 'low' }],
    ['model', { model: 'gpt-4o' }],
    ['provider', { provider: 'openai' }],
    ['taskType', { taskType: 'code' }],
    ['formality', { formality: 0.5 }],
    ['earlierConfidence', { earlierConfidence: 0.5 }],
    ['selection', { selection: { costSensitive: true } }],
    ['fallback', { fallback: false }],
  ])('changes with %s', (_field, more) => expect(digest(more)).not.toBe(digest()));

  it('tells an empty schema from one with a key named __proto__', () => {
    const format = (schema: string): GenerateRequest['format'] => ({ type: 'json_schema', name: 'n', schema: JSON.parse(schema) as never });
    expect(digest({ format: format('{}') })).not.toBe(digest({ format: format('{"__proto__":{"a":1}}') }));
    expect(digest({ format: format('{"a":[0,["b",1]]}') })).not.toBe(digest({ format: format('{"a":{"b":1}}') }));
  });

  it('does not change with what changes no answer', () => {
    expect(digest({ timeoutMs: 5, cache: 'similar', continueOnFailure: true, fallback: true, toolChoice: 'auto', selection: {} })).toBe(
      digest(),
    );
  });

  it('takes far less time than a round trip: a request of 1 kB well under a millisecond', () => {
    const long = { ...request, ...say('word '.repeat(200)) };
    for (let i = 0; i < 2_000; i += 1) digestOf(long);
    const start = performance.now();
    for (let i = 0; i < 2_000; i += 1) digestOf(long);
    // 12 µs on a busy machine of two cores; the bound leaves room for busier ones.
    expect((performance.now() - start) / 2_000).toBeLessThan(0.25);
  });
});
