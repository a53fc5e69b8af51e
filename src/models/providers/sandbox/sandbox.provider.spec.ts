import type { JsonSchema, ModelRequest } from '../../model-provider';
import { compileSchema } from '../../output/compiled-schemas';
import { SandboxProvider } from './sandbox.provider';

const sandbox = new SandboxProvider();
const never = new AbortController().signal;
const asking = (schema: JsonSchema, content = 'Plan a summer campaign for trail running shoes in 3 cities'): ModelRequest => ({
  messages: [{ role: 'user', content }],
  format: { type: 'json_schema', name: 'x', schema },
  maxTokens: 100,
});
const answerTo = async (schema: JsonSchema, content?: string): Promise<unknown> =>
  JSON.parse((await sandbox.generate('sandbox', asking(schema, content), never)).text) as unknown;
const expectFit = async (schema: JsonSchema) => {
  const value = await answerTo(schema);
  expect({ value, fault: compileSchema(schema).faultOf(value) }).toEqual({ value, fault: undefined });
  return value;
};

describe('the sandbox', () => {
  it.each<[string, JsonSchema]>([
    [
      'recursion',
      {
        $ref: '#/$defs/node',
        $defs: {
          node: {
            type: 'object',
            properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/node' }, minItems: 0 } },
            required: ['name', 'children'],
          },
        },
      },
    ],
    [
      'recursion that only a branch can end',
      {
        $defs: {
          expr: {
            oneOf: [
              {
                type: 'object',
                properties: { left: { $ref: '#/$defs/expr' }, right: { $ref: '#/$defs/expr' } },
                required: ['left', 'right'],
                additionalProperties: false,
              },
              { type: 'integer' },
            ],
          },
        },
        $ref: '#/$defs/expr',
      },
    ],
    [
      'recursion through the root',
      { type: 'object', properties: { next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }, required: ['next'] },
    ],
    [
      'branches told apart by a constant',
      {
        oneOf: [
          { properties: { kind: { const: 'a' }, a: { type: 'number' } }, required: ['kind', 'a'] },
          { properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
        type: 'object',
      },
    ],
    [
      'exactly one of overlapping branches',
      {
        oneOf: [
          { type: 'integer', multipleOf: 2, minimum: 0 },
          { type: 'integer', multipleOf: 3, minimum: 0 },
        ],
      },
    ],
    [
      'all of several',
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          { properties: { a: { maxLength: 4 }, b: { type: 'null' } }, required: ['b'] },
        ],
      },
    ],
    [
      'if, then and else',
      {
        type: 'object',
        properties: { paid: { type: 'boolean' }, price: { type: 'number' } },
        required: ['paid'],
        if: { properties: { paid: { const: true } } },
        then: { required: ['price'] },
        else: { properties: { price: false } },
      },
    ],
    ['tuples', { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 }],
    ['unique choices', { type: 'array', items: { enum: ['a', 'b', 'c'] }, uniqueItems: true, minItems: 3 }],
    ['lists that contain', { type: 'array', items: { type: 'integer', minimum: 0, maximum: 99 }, contains: { minimum: 90 }, minItems: 4 }],
    ['maps', { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 3, propertyNames: { pattern: '^[a-z]{3,8}$' } }],
    [
      'maps by pattern',
      { type: 'object', patternProperties: { '^x-[a-z]+$': { type: 'boolean' } }, additionalProperties: false, minProperties: 1 },
    ],
    ['required names without a schema', { type: 'object', required: ['anything'] }],
    ['dependent names', { type: 'object', properties: { a: { type: 'string' } }, dependentRequired: { a: ['b'] } }],
    [
      'patterns',
      {
        type: 'object',
        properties: {
          hex: { type: 'string', pattern: '^#[0-9a-fA-F]{6}$' },
          id: { type: 'string', pattern: '^(task|step)_[a-z0-9]{8}$' },
          code: { type: 'string', pattern: '^\\d{3}-[^a-z]{2}$' },
          word: { type: 'string', pattern: '\\p{Lu}\\w+', maxLength: 6 },
        },
        required: ['hex', 'id', 'code', 'word'],
      },
    ],
    ['pattern and length', { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$', minLength: 20, maxLength: 30 }],
    ['fractions', { type: 'number', minimum: 0, maximum: 1, multipleOf: 0.05 }],
    ['narrow bounds', { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.2 }],
    ['whole numbers below zero', { type: 'integer', maximum: -5, exclusiveMinimum: -7 }],
    ['nothing but null', { type: 'null' }],
    [
      'types or null',
      { type: 'object', properties: { a: { type: ['null', 'string'] }, b: { type: ['integer', 'string'] } }, required: ['a', 'b'] },
    ],
    ['not', { type: 'string', not: { enum: ['a'] } }],
    [
      'wrong examples and defaults',
      { type: 'object', properties: { a: { type: 'integer', examples: ['x'], default: 'y' } }, required: ['a'] },
    ],
    ['long strings', { type: 'string', minLength: 300, maxLength: 310 }],
    ['short strings', { type: 'string', minLength: 1, maxLength: 2 }],
    ['names of the prototype', { type: 'object', properties: { constructor: { type: 'string' } }, required: ['constructor', 'toString'] }],
    ['no constraint at all', {}],
  ])('fits %s', async (_, schema) => void (await expectFit(schema)));

  it('picks among the examples, and not always the same one', async () => {
    const examples = ['red', 'green', 'blue'];
    const schema = { type: 'array', items: { type: 'string', examples }, minItems: 12 };
    const colours = (await answerTo(schema)) as string[];
    expect(colours.every((colour) => examples.includes(colour))).toBe(true);
    expect(new Set(colours).size).toBeGreaterThan(1);
  });

  it('writes plain words of the name and the prompt, without digits', async () => {
    const schema = {
      type: 'object',
      properties: { metaTitle: { type: 'string' }, body_text: { type: 'string' } },
      required: ['metaTitle', 'body_text'],
    };
    const page = (await answerTo(schema)) as Record<string, string>;
    expect(page['metaTitle']).toMatch(/^Meta title for \p{L}+( \p{L}+)*$/u);
    expect(page['body_text']).toMatch(/^Body text for /);
    expect(JSON.stringify(page)).not.toMatch(/\d/);
  });

  it('says that it is a sandbox and repeats the goal', async () => {
    const request: ModelRequest = { messages: [{ role: 'user', content: 'Write about tea.' }], format: { type: 'text' }, maxTokens: 100 };
    const answer = await sandbox.generate('sandbox', request, never);
    expect(answer.text).toMatch(/sandbox answer.*Write about tea\./);
    expect(answer.usage).toEqual({
      inputTokens: Math.ceil('\nWrite about tea.'.length / 4),
      outputTokens: Math.ceil(answer.text.length / 4),
      cachedTokens: 0,
      reasoningTokens: 0,
    });
  });

  it('admits that nothing fits a contradiction', async () => {
    await expect(answerTo({ type: 'string', minLength: 5, maxLength: 2 })).rejects.toMatchObject({
      code: 'sandbox-cannot-fit',
      retryable: false,
    });
  });
});
