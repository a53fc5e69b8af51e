import fc from 'fast-check';
import { digestOf, makeApiKey, parseApiKey } from './api-key';

const KEY_ID = 'key_0123456789abcdef';

describe('API keys', () => {
  it('carry their id and a secret of their own', () => {
    const [one, other] = [makeApiKey(KEY_ID), makeApiKey(KEY_ID)];
    expect(one).toMatch(/^mesh_live_0123456789abcdef_[0-9A-Za-z]{49}$/);
    expect(parseApiKey(one)?.keyId).toBe(KEY_ID);
    expect(parseApiKey(one)?.secret).not.toBe(parseApiKey(other)?.secret);
  });

  it('are refused without a look-up when one character is wrong', () => {
    const key = makeApiKey(KEY_ID);
    const change = fc.tuple(fc.nat(key.length - 1), fc.constantFrom(...'0aZ_-'));
    fc.assert(
      fc.property(change, ([at, character]) => {
        fc.pre(key[at] !== character);
        expect(parseApiKey(key.slice(0, at) + character + key.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it.each(['', 'mesh_live', 'sk-123', `mesh_live_${'0'.repeat(16)}_${'0'.repeat(49)}`, ' '.repeat(10_000)])('are not %j', (text) => {
    expect(parseApiKey(text)).toBeUndefined();
  });

  it('leave a digest that depends on the pepper', () => {
    expect(digestOf('secret', 'one')).toMatch(/^[\da-f]{64}$/);
    expect(digestOf('secret', 'one')).not.toBe(digestOf('secret', 'other'));
  });
});
