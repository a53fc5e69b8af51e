import fc from 'fast-check';
import { consider } from './candidate-pool';
import { rank, type Evidence } from './order';

const models = ['a', 'b', 'c', 'd'].map((model) => consider({ provider: 'compatible', model }, 'listed'));
const sandbox = consider({ provider: 'sandbox', model: 'sandbox' }, 'the sandbox');
const seen = (rest: Partial<Evidence['observed']> = {}, breaker: Evidence['breaker'] = 'closed'): Evidence => ({
  breaker,
  observed: { observations: 100, successRate: 1, validRate: 1, latencyMs: 1_000, firstTokenMs: null, ...rest },
});
const order = (evidence: Record<string, Evidence>, pool = models) =>
  rank(pool, ({ model }) => evidence[model] ?? seen()).map(({ model }) => model.model);

describe('rank', () => {
  it('keeps the order that was configured while all do well', () => expect(order({})).toEqual(['a', 'b', 'c', 'd']));

  it.each([
    ['a few failures', seen({ successRate: 0.8 }), 0],
    ['every second answer being invalid', seen({ validRate: 0.5 }), 1],
    ['never answering', seen({ successRate: 0 }), 3],
    ['being three times slower', seen({ latencyMs: 3_000 }), 0],
    ['being twenty times slower', seen({ latencyMs: 20_000 }), 1],
    ['an open breaker', seen({}, 'open'), 3],
    ['a breaker that tries again', seen({}, 'half-open'), 0],
    ['failures that are too few to tell', seen({ observations: 19, successRate: 0 }), 0],
  ])('moves a model for %s by the right number of places', (_what, evidence, place) => {
    expect(order({ a: evidence }).indexOf('a')).toBe(place);
  });

  it('never moves the sandbox', () => {
    const broken = Object.fromEntries(models.map(({ model }) => [model, seen({}, 'open')]));
    expect(order(broken, [...models, sandbox]).at(-1)).toBe('sandbox');
    expect(order(broken, [sandbox, ...models])[0]).toBe('sandbox');
  });

  it('loses and repeats nobody, and its scores fall', () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    const evidence = fc.record({
      breaker: fc.constantFrom('closed' as const, 'open' as const, 'half-open' as const),
      observed: fc.record({
        observations: fc.integer({ min: 0, max: 100 }),
        successRate: fc.option(rate),
        validRate: fc.option(rate),
        latencyMs: fc.option(fc.integer({ min: 0, max: 1e6 })),
        firstTokenMs: fc.constant(null),
      }),
    });
    fc.assert(
      fc.property(fc.array(evidence, { minLength: 5, maxLength: 5 }), fc.nat(4), fc.nat(2), (facts, sandboxAt, placesTaken) => {
        const pool = [...models.slice(0, sandboxAt), sandbox, ...models.slice(sandboxAt)];
        const ranked = rank(pool, (model) => facts[pool.indexOf(model)] as Evidence, placesTaken);
        expect(new Set(ranked.map(({ model }) => model))).toEqual(new Set(pool));
        expect(ranked[sandboxAt]?.model).toBe(sandbox);
        const scores = ranked.map(({ score }) => score);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });
});
