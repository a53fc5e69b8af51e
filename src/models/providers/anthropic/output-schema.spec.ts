import { outputSchema } from './output-schema';

const object = (properties: Record<string, unknown>, extra = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...extra,
});

describe('outputSchema', () => {
  it('closes every object and tells in words what the decoder does not know', () => {
    const schema = object({
      title: { type: 'string', minLength: 3, description: 'The headline' },
      when: { type: 'string', format: 'date' },
      phone: { type: 'string', format: 'phone' },
      tags: { type: 'array', items: { type: 'string' }, minItems: 2 },
      rating: { type: ['number', 'null'], maximum: 5 },
      kind: { type: 'string', enum: ['a', 'b'] },
    });
    expect(outputSchema(schema)).toEqual({
      type: 'object',
      additionalProperties: false,
      required: Object.keys(schema.properties),
      properties: {
        title: { type: 'string', description: 'The headline {minLength: 3}' },
        when: { type: 'string', format: 'date' },
        phone: { type: 'string', description: '{format: "phone"}' },
        tags: { type: 'array', items: { type: 'string' }, description: '{minItems: 2}' },
        rating: {
          anyOf: [{ type: 'number' }, { type: 'null' }],
          description: '{maximum: 5}',
        },
        kind: { enum: ['a', 'b'] },
      },
    });
  });

  it('keeps optional properties, branches and lists that must not be empty', () => {
    const schema = {
      ...object({
        either: { oneOf: [object({ a: { const: 1 } }), { type: 'null' }] },
        list: { type: 'array', items: object({ x: { type: 'integer' } }), minItems: 1 },
      }),
      required: ['list'],
    };
    expect(outputSchema(schema)).toMatchObject({
      required: ['list'],
      properties: {
        either: { anyOf: [{ additionalProperties: false, properties: { a: { const: 1 } } }, { type: 'null' }] },
        list: { minItems: 1 },
      },
    });
  });

  it('follows references', () => {
    expect(outputSchema({ ...object({ a: { $ref: '#/$defs/a' } }), $defs: { a: { type: 'boolean' } } })).toMatchObject({
      properties: { a: { type: 'boolean' } },
    });
  });

  it.each([
    ['open maps', object({ a: { type: 'object', additionalProperties: { type: 'string' } } })],
    ['objects that may hold anything', object({ a: { type: 'object' } })],
    ['values of any type', object({ a: {} })],
    ['lists of anything', object({ a: { type: 'array' } })],
    ['recursion', { ...object({ next: { $ref: '#' } }) }],
    ['conjunctions', object({ a: { allOf: [{ type: 'string' }] } })],
    ['a list at the root', { type: 'array', items: { type: 'string' } }],
    [
      'too many optional properties',
      { ...object(Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`p${i}`, { type: 'string' }]))), required: [] },
    ],
    ['too many properties', object(Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`p${i}`, { type: 'string' }])))],
  ])('leaves %s to a tool', (_, schema) => expect(outputSchema(schema)).toBeUndefined());
});
