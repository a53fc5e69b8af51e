import type { AdmittedKey } from './key-admission';
import { VerifiedKeys } from './verified-keys';

const key = (keyId: string, limits: { requestsPerMinute?: number } = {}): AdmittedKey => ({
  record: {
    ...{ keyId, name: keyId, pepperId: 'p', digest: '', tenantId: 'default', userId: 'u', role: 'user' },
    ...{ version: 'v', generation: 1, createdAtMs: 0, ...limits },
  },
});

const keep = (keys: VerifiedKeys, place: string, nowMs: number, admitted = key(place)): void =>
  keys.keep(place, { keyId: place, digests: [] }, admitted, nowMs);

describe('VerifiedKeys', () => {
  it('makes room by forgetting the key that was not used for the longest time', () => {
    const keys = new VerifiedKeys(2);
    for (const place of ['a', 'b', 'a', 'c']) keep(keys, place, 0);
    expect(['a', 'b', 'c'].map((place) => keys.shownAt(place)?.keyId)).toEqual(['a', undefined, 'c']);
  });

  it('trusts a key for sixty seconds after Redis last confirmed it, however often it is used meanwhile', () => {
    const keys = new VerifiedKeys();
    keep(keys, 'a', 1_000);
    expect(keys.admit('a', 60_999)?.record.keyId).toBe('a');
    expect(keys.admit('a', 61_000)).toBeUndefined();
    keep(keys, 'a', 61_000);
    expect(keys.admit('a', 120_999)?.record.keyId).toBe('a');
  });

  it('trusts nobody whom Redis has not confirmed, or has refused since', () => {
    const keys = new VerifiedKeys();
    keep(keys, 'a', 0);
    keys.forget('a');
    expect([keys.admit('a', 1), keys.admit('b', 1)]).toEqual([undefined, undefined]);
  });

  it('goes on counting a limited key from where Redis left it', () => {
    const keys = new VerifiedKeys();
    const turn = { limit: 3, remaining: 1, resetMs: 40_000, waitMs: 0 };
    keep(keys, 'a', 0, { ...key('a', { requestsPerMinute: 3 }), turn });
    expect(keys.admit('a', 0)?.turn).toMatchObject({ remaining: 0, waitMs: 0 });
    expect(keys.admit('a', 0)?.turn).toMatchObject({ remaining: 0, waitMs: 20_000 });
    expect(keys.admit('a', 20_000)?.turn).toMatchObject({ waitMs: 0 });
  });

  it('finds a key without keeping its text', () => {
    expect(VerifiedKeys.placeOf('mesh_live_secret')).toMatch(/^[\w+/]{43}=$/);
    expect(VerifiedKeys.placeOf('a')).not.toBe(VerifiedKeys.placeOf('b'));
  });
});
