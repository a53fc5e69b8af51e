import fc from 'fast-check';
import { nearMatches } from './near-matches';

const KNOWN = ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'claude-sonnet-5-5', 'claude-opus-5-5', 'gemini-3.8-flash'];

describe('nearMatches', () => {
  it.each([
    ['gpt-4oo', ['gpt-4o', 'gpt-4.1']],
    ['GPT-4O', ['gpt-4o', 'gpt-4.1', 'gpt-4o-mini']],
    ['claude-sonet-5-5', ['claude-sonnet-5-5', 'claude-opus-5-5']],
    ['gemini', ['gemini-3.8-flash']],
    ['mistral-large', []],
    ['', []],
  ])('finds what was meant by %j', (name, meant) => expect(nearMatches(name, KNOWN)).toEqual(meant));

  it('finds a known name itself first, and never more than asked for', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1 }), fc.nat(5), (known, count) => {
        const [name = ''] = known;
        const found = nearMatches(name, known, count);
        expect(found.length).toBeLessThanOrEqual(count);
        if (count > 0 && !known.slice(1).some((other) => other.toLowerCase() === name.toLowerCase())) expect(found[0]).toBe(name);
      }),
    );
  });
});
