import fc from 'fast-check';
import { tenantSlot } from '../../redis';
import { digestOf, makeApiKey, newKeyId, parseApiKey, slotOfKey, type ParsedApiKey } from './api-key';

const KEY_ID = 'key_0123456789abcdef';

const partsOf = (text: string): ParsedApiKey => {
  const parsed = parseApiKey(text);
  if (typeof parsed === 'string') throw new Error(parsed);
  return parsed;
};

describe('API keys', () => {
  it('carry their id and a secret of their own', () => {
    const [one, other] = [makeApiKey(KEY_ID), makeApiKey(KEY_ID)];
    expect(one).toMatch(/^mesh_live_0123456789abcdef_[0-9A-Za-z]{49}$/);
    expect(partsOf(one).keyId).toBe(KEY_ID);
    expect(partsOf(one).secret).not.toBe(partsOf(other).secret);
  });

  it('are refused without a look-up when one character is wrong', () => {
    const key = makeApiKey(KEY_ID);
    const change = fc.tuple(fc.nat(key.length - 1), fc.constantFrom(...'0aZ_-'));
    fc.assert(
      fc.property(change, ([at, character]) => {
        fc.pre(key[at] !== character);
        expect(parseApiKey(key.slice(0, at) + character + key.slice(at + 1))).toBe('malformed');
      }),
    );
  });

  it.each(['', 'sk-123', `mesh_live_${'0'.repeat(16)}_${'0'.repeat(49)}`, ' '.repeat(10_000)])('are not %j', (text) => {
    expect(parseApiKey(text)).toBe('malformed');
  });

  it('are told from keys whose end is missing, wherever it was cut', () => {
    const key = makeApiKey(KEY_ID);
    for (let length = 4; length < key.length; length += 1) expect(parseApiKey(key.slice(0, length))).toBe('truncated');
  });

  it('name the slot of their tenant, and are the same for the same seed', () => {
    const [one, other] = [newKeyId('acme'), newKeyId('acme')];
    expect([slotOfKey(one), slotOfKey(other)]).toEqual([tenantSlot('acme'), tenantSlot('acme')]);
    expect(one).not.toBe(other);
    expect(newKeyId('acme', 'seed')).toBe(newKeyId('acme', 'seed'));
    expect(one).toMatch(/^key_[0-9a-z]{16}$/);
  });

  it('leave a digest that depends on the pepper', () => {
    expect(digestOf('secret', 'one')).toMatch(/^[\da-f]{64}$/);
    expect(digestOf('secret', 'one')).not.toBe(digestOf('secret', 'other'));
  });
});
