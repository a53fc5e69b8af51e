import fc from 'fast-check';
import type { JsonSchema } from '../../model-provider';
import { compileSchema } from '../../output/compiled-schemas';
import { fitSchema } from './fit-schema';

const bounds = (least: string, most: string, limit: number) =>
  fc.tuple(fc.nat(limit), fc.nat(limit), fc.boolean(), fc.boolean()).map(([one, other, hasLeast, hasMost]) => ({
    ...(hasLeast ? { [least]: Math.min(one, other) } : {}),
    ...(hasMost ? { [most]: Math.max(one, other) } : {}),
  }));

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const annotations = fc.record({ description: fc.string(), title: word }, { requiredKeys: [] });
/** ajv cannot compare objects with these keys. */
const comparable = fc.jsonValue({ maxDepth: 1 }).filter((value) => !/"(valueOf|toString|constructor)":/.test(JSON.stringify(value)));
const scalar = fc.oneof(
  fc.record({ type: fc.constant('boolean') }),
  fc.record({ type: fc.constant('null') }),
  fc
    .record({ type: fc.constantFrom('integer', 'number') })
    .chain((type) => bounds('minimum', 'maximum', 1_000).map((range) => ({ ...type, ...range }))),
  fc.record({
    type: fc.constantFrom('integer', 'number'),
    multipleOf: fc.constantFrom(1, 2, 5, 7, 0.5, 0.25, 0.1),
    minimum: fc.integer({ min: -50, max: 50 }),
  }),
  fc.record({
    type: fc.constant('number'),
    exclusiveMinimum: fc.integer({ min: -9, max: 9 }),
    exclusiveMaximum: fc.integer({ min: 10, max: 20 }),
  }),
  fc.tuple(bounds('minLength', 'maxLength', 60), annotations).map(([range, notes]) => ({ type: 'string', ...range, ...notes })),
  fc.record({ type: fc.constant('string'), format: fc.constantFrom('date-time', 'email', 'uri', 'uuid', 'date', 'unheard-of') }),
  fc.record({
    type: fc.constant('string'),
    pattern: fc.constantFrom('^[A-Z]{2,4}$', '^\\d+(\\.\\d+)?$', 'a|b', '^(foo|bar)-\\w+$', '^[^\\s]+@x$'),
  }),
  fc.array(comparable, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
  comparable.map((value) => ({ const: value })),
  fc.array(word, { minLength: 1, maxLength: 4 }).map((examples) => ({ type: 'string', examples })),
  fc.record({ type: fc.constantFrom(['string', 'null'], ['null', 'integer'], ['boolean', 'array']) }),
);

/** Satisfiable by the way they are built; where JSON Schema combines, the parts cannot contradict each other. */
const { schema: anySchema } = fc.letrec<{ schema: JsonSchema; object: JsonSchema; array: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar as fc.Arbitrary<JsonSchema>,
    tie('object'),
    tie('array'),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fc.tuple(tie('schema'), tie('schema')).map(([left, right]) => ({ oneOf: [tagged('left', left), tagged('right', right)] })),
    fc.tuple(tie('schema'), tie('schema')).map(([left, right]) => ({ allOf: [propertyOf('left', left), propertyOf('right', right)] })),
  ),
  object: fc
    .record({
      properties: fc.dictionary(word, tie('schema'), { maxKeys: 4 }),
      keep: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      additionalProperties: fc.option(fc.oneof(fc.boolean(), tie('schema')), { nil: undefined }),
    })
    .map(({ properties, keep, additionalProperties }) => ({
      type: 'object',
      properties,
      required: Object.keys(properties).filter((_, index) => keep[index]),
      ...(additionalProperties === undefined ? {} : { additionalProperties }),
    })),
  array: fc
    .record({
      items: tie('schema'),
      prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
      tuple: fc.boolean(),
      range: bounds('minItems', 'maxItems', 5),
    })
    .map(({ items, prefixItems, tuple, range }) => ({ type: 'array', items, ...(tuple ? { prefixItems } : {}), ...range })),
}));

function tagged(kind: string, value: JsonSchema): JsonSchema {
  return { type: 'object', properties: { kind: { const: kind }, value }, required: ['kind', 'value'] };
}

function propertyOf(name: string, value: JsonSchema): JsonSchema {
  return { type: 'object', properties: { [name]: value }, required: [name] };
}

const fitted = (schema: JsonSchema, seed: string) =>
  fitSchema(schema, seed, ['summer', 'campaign', 'shoes'], compileSchema(schema).accepts);

describe('fitSchema', () => {
  it('gives up on a constant that cannot be compared instead of failing', () => {
    expect(fitted({ const: { valueOf: false } }, 'seed')).toBeUndefined();
  });

  it('fits any schema that something fits', () => {
    fc.assert(
      fc.property(anySchema, fc.string(), (schema, seed) => {
        const value = fitted(schema, seed);
        expect(value).not.toBeUndefined();
        expect(compileSchema(schema).accepts(JSON.parse(JSON.stringify(value)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('decides the same way for the same seed', () => {
    fc.assert(fc.property(anySchema, fc.string(), (schema, seed) => expect(fitted(schema, seed)).toEqual(fitted(schema, seed))));
  });
});
