import { compileSchema } from './compiled-schemas';

/** Milliseconds within which the service may answer nobody else; inlined, the schema takes a hundred times as long. */
const LONGEST_MS = 2_000;

describe('compileSchema', () => {
  it('takes no longer for a definition that is referred to again and again', () => {
    const named = (count: number, schema: object) =>
      Object.fromEntries(Array.from({ length: count }, (_unused, index) => [`p${index}`, schema]));
    const entry = { type: 'object', properties: named(150, { type: 'string', minLength: 1, maxLength: 9 }) };
    const start = performance.now();
    const { accepts } = compileSchema({ type: 'object', $defs: { entry }, properties: named(250, { $ref: '#/$defs/entry' }) });
    expect(performance.now() - start).toBeLessThan(LONGEST_MS);
    expect([accepts({ p249: { p149: 'x' } }), accepts({ p249: { p149: '' } })]).toEqual([true, false]);
  });

  it('follows references that lead back to themselves', () => {
    const { accepts } = compileSchema({ type: 'object', properties: { next: { $ref: '#' }, name: { type: 'string' } } });
    expect([accepts({ next: { next: { name: 'x' } } }), accepts({ next: { next: { name: 1 } } })]).toEqual([true, false]);
  });
});
