import { responseSchema } from './response-schema';

const object = (properties: Record<string, unknown>) => ({ type: 'object', properties });
const only = (schema: unknown) => (responseSchema(object({ it: schema }))?.['properties'] as Record<string, unknown> | undefined)?.['it'];

describe('responseSchema', () => {
  it('writes types in upper case, and keeps order, bounds and what is required', () => {
    const schema = {
      ...object({ a: { type: 'integer', minimum: 1 }, b: { type: 'array', items: { type: 'boolean' }, maxItems: 3 } }),
      required: ['a'],
      additionalProperties: false,
    };
    expect(responseSchema(schema)).toEqual({
      type: 'OBJECT',
      properties: { a: { type: 'INTEGER', minimum: 1 }, b: { type: 'ARRAY', items: { type: 'BOOLEAN' }, maxItems: 3 } },
      required: ['a'],
    });
  });

  it.each([
    [
      { type: ['string', 'null'], maxLength: 9 },
      { type: 'STRING', nullable: true, description: '{maxLength: 9}' },
    ],
    [{ type: ['string', 'number'] }, { anyOf: [{ type: 'STRING' }, { type: 'NUMBER' }] }],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, { type: 'STRING', nullable: true }],
    [
      { oneOf: [{ type: 'string' }, { type: 'boolean' }, { const: null }] },
      { anyOf: [{ type: 'STRING' }, { type: 'BOOLEAN' }], nullable: true },
    ],
    [{ const: 'x' }, { type: 'STRING', enum: ['x'], format: 'enum' }],
    [{ enum: ['x', null] }, { type: 'STRING', enum: ['x'], format: 'enum', nullable: true }],
    [
      { type: 'integer', enum: [1, 2] },
      { type: 'INTEGER', description: '{enum: [1,2]}' },
    ],
    [
      { type: 'string', format: 'date-time' },
      { type: 'STRING', format: 'date-time' },
    ],
    [
      { type: 'string', format: 'email', description: 'Where to write' },
      { type: 'STRING', description: 'Where to write {format: "email"}' },
    ],
  ])('says %j in the words of OpenAPI', (schema, translated) => expect(only(schema)).toEqual(translated));

  it.each([
    ['open maps', object({ a: { type: 'object', additionalProperties: { type: 'string' } } })],
    ['values of any type', object({ a: {} })],
    ['lists of anything', object({ a: { type: 'array' } })],
    ['nothing but null', object({ a: { type: 'null' } })],
    ['recursion', object({ a: { $ref: '#' } })],
  ])('has no words for %s', (_, schema) => expect(responseSchema(schema)).toBeUndefined());
});
