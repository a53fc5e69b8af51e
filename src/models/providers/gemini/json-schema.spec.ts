import { geminiJsonSchema } from './json-schema';

describe('geminiJsonSchema', () => {
  it('keeps what is understood and tells the rest in words', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 3, description: 'The headline' },
        count: { type: ['integer', 'null'], minimum: 0, exclusiveMaximum: 9 },
        kind: { const: 'page' },
        flag: { const: true },
        choice: { enum: ['a', 1, null] },
        pair: { type: 'array', prefixItems: [{ type: 'string', pattern: '^x' }], maxItems: 2 },
        either: { oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: { type: 'number', multipleOf: 2 } }] },
      },
      required: ['title'],
      additionalProperties: false,
    };
    expect(geminiJsonSchema(schema)).toEqual({
      type: 'object',
      properties: {
        title: { type: 'string', description: 'The headline {minLength: 3}' },
        count: { type: ['integer', 'null'], minimum: 0, description: '{exclusiveMaximum: 9}' },
        kind: { enum: ['page'] },
        flag: { description: '{const: true}' },
        choice: { description: '{enum: ["a",1,null]}' },
        pair: { type: 'array', prefixItems: [{ type: 'string', description: '{pattern: "^x"}' }], maxItems: 2 },
        either: {
          oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: { type: 'number', description: '{multipleOf: 2}' } }],
        },
      },
      required: ['title'],
      additionalProperties: false,
    });
  });

  it('follows references, but gives up on recursion', () => {
    const $defs = { name: { type: 'string' }, tree: { type: 'object', properties: { left: { $ref: '#/$defs/tree' } } } };
    expect(geminiJsonSchema({ type: 'object', properties: { a: { $ref: '#/$defs/name' } }, $defs })).toEqual({
      type: 'object',
      properties: { a: { type: 'string' } },
    });
    expect(geminiJsonSchema({ $ref: '#/$defs/tree', $defs })).toBeUndefined();
  });
});
