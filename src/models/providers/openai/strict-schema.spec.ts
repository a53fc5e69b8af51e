import { strictSchema } from './strict-schema';

const object = (properties: Record<string, unknown>, extra = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...extra,
});

describe('strictSchema', () => {
  it('closes nested objects, lists and branches, and drops what strict mode refuses', () => {
    const schema = object({
      list: { type: 'array', minItems: 1, uniqueItems: true, items: object({ name: { type: 'string', minLength: 2, examples: ['x'] } }) },
      either: { anyOf: [object({ a: { type: 'number' } }), { type: 'null' }] },
      again: { $ref: '#/$defs/again' },
    });
    const strict = strictSchema({
      ...schema,
      $defs: { again: object({ next: { anyOf: [{ $ref: '#/$defs/again' }, { type: 'null' }] } }) },
    });
    expect(strict).toMatchObject({
      additionalProperties: false,
      properties: {
        list: { minItems: 1, items: { additionalProperties: false, properties: { name: { type: 'string' } } } },
        either: { anyOf: [{ additionalProperties: false }, { type: 'null' }] },
      },
      $defs: { again: { additionalProperties: false } },
    });
    expect(JSON.stringify(strict)).not.toMatch(/examples|minLength|uniqueItems/);
  });

  it.each([
    ['optional properties', { type: 'object', properties: { a: { type: 'string' } } }],
    ['open maps', object({ a: { type: 'object', additionalProperties: { type: 'string' } } })],
    ['objects without properties', object({ a: { type: 'object' } })],
    ['combinators', object({ a: { oneOf: [{ type: 'string' }] } })],
    ['values of any type', object({ a: {} })],
    ['a list at the root', { type: 'array', items: { type: 'string' } }],
  ])('gives up on %s', (_, schema) => expect(strictSchema(schema)).toBeUndefined());
});
