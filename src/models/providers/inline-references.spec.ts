import { inlineReferences } from './inline-references';

const name = { type: 'string', minLength: 1 };

describe('inlineReferences', () => {
  it('puts definitions where they are referred to, and lets what stands beside a reference win', () => {
    const schema = {
      $defs: { name, person: { type: 'object', properties: { name: { $ref: '#/$defs/name' } } } },
      type: 'object',
      properties: { owner: { $ref: '#/$defs/person', description: 'Who' }, tags: { type: 'array', items: { $ref: '#/$defs/name' } } },
    };
    expect(inlineReferences(schema)).toEqual({
      type: 'object',
      properties: {
        owner: { type: 'object', properties: { name }, description: 'Who' },
        tags: { type: 'array', items: name },
      },
    });
  });

  it('reads escaped pointers and the definitions of older drafts', () => {
    const schema = { definitions: { 'a/b~c': name }, type: 'object', properties: { x: { $ref: '#/definitions/a~1b~0c' } } };
    expect(inlineReferences(schema)).toEqual({ type: 'object', properties: { x: name } });
  });

  it('takes names of properties for names, and values for values', () => {
    const schema = { type: 'object', properties: { definitions: name, $defs: name, enum: { const: { $ref: '#/x' } } } };
    expect(inlineReferences(schema)).toEqual(schema);
  });

  it.each([
    ['recursive', { $ref: '#/$defs/tree', $defs: { tree: { type: 'object', properties: { left: { $ref: '#/$defs/tree' } } } } }],
    ['leading nowhere', { $ref: '#/$defs/gone' }],
    ['leading out of the document', { $ref: 'https://example.com/schema.json' }],
  ])('gives up on references %s', (_, schema) => expect(inlineReferences(schema)).toBeUndefined());

  it('gives up on definitions that multiply', () => {
    const $defs: Record<string, unknown> = { d0: { type: 'string' } };
    for (let level = 1; level < 12; level++) {
      const part = { $ref: `#/$defs/d${level - 1}` };
      $defs[`d${level}`] = { type: 'object', properties: { a: part, b: part, c: part } };
    }
    expect(inlineReferences({ $ref: '#/$defs/d11', $defs })).toBeUndefined();
  });
});
