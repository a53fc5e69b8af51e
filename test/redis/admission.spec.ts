import { slotKey, tenantSlot, type RedisClient } from '../../src/redis';
import { SecurityConfig } from '../../src/security';
import { newKeyId } from '../../src/security/keys/api-key';
import { ApiKeyStore } from '../../src/security/keys/api-key.store';
import { KeyAdmission, type AdmittedKey, type RefusedKey } from '../../src/security/keys/key-admission';
import type { KeyRecord } from '../../src/security/keys/key-record';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const KEY_ID = newKeyId('t');
const RECORD: KeyRecord = {
  ...{ keyId: KEY_ID, name: 'a', pepperId: 'now', digest: 'd'.repeat(64), tenantId: 't', userId: 'u', role: 'user' },
  ...{ version: 'v1', generation: 1, createdAtMs: 1 },
};

describe('admission of API keys', () => {
  let server: RedisServer;
  let clients: RedisClient[];
  let admissions: KeyAdmission[];
  beforeAll(async () => {
    server = await RedisServer.start();
    clients = [await connectedClient(server), await connectedClient(server)];
    admissions = clients.map((client) => new KeyAdmission(client, new SecurityConfig()));
  });
  beforeEach(() => clients[0]?.run((redis) => redis.flushall()));
  afterAll(async () => {
    for (const client of clients) client.onApplicationShutdown();
    await server.remove();
  });

  const client = () => clients[0] as RedisClient;
  const put = (record: KeyRecord) => new ApiKeyStore(client()).put(record);
  const shows = (digest: string, pepperId = 'now') => ({ kind: 'secret' as const, digests: [{ pepperId, digest }] });
  const ask = (replica = 0, proof = shows(RECORD.digest), keyId = KEY_ID): Promise<AdmittedKey | RefusedKey> =>
    (admissions[replica] as KeyAdmission).admit(keyId, proof);
  const admit = async (replica = 0): Promise<AdmittedKey> => (await ask(replica)) as AdmittedKey;
  const rateKey = slotKey(tenantSlot('t'), 'rate', KEY_ID);
  const free = (): Promise<string | null> => client().run((redis) => redis.get(rateKey));

  it('lets exactly as many in as the limit says when two replicas ask at the same time', async () => {
    await put({ ...RECORD, requestsPerMinute: 100 });
    const answers = await Promise.all(Array.from({ length: 400 }, (_unused, i) => admit(i % 2)));
    const waits = answers.map(({ turn }) => turn?.waitMs ?? NaN);
    // A turn comes back every 600 ms, should this machine be so slow.
    const admitted = waits.filter((waitMs) => waitMs === 0).length;
    expect(admitted).toBe(100);
    for (const waitMs of waits.filter((one) => one > 0)) expect(waitMs).toBeLessThanOrEqual(600);
    const remaining = answers.filter(({ turn }) => turn?.waitMs === 0).map(({ turn }) => turn?.remaining);
    expect(new Set(remaining).size).toBe(100);
  });

  it('gives the record back as it was put, without a turn where there is no limit', async () => {
    await put({ ...RECORD, scopes: ['tasks:read'], cidrs: ['10.0.0.0/8'], signs: false });
    expect(await admit()).toMatchObject({ record: { ...RECORD, scopes: ['tasks:read'], cidrs: ['10.0.0.0/8'], signs: false } });
    expect(await free()).toBeNull();
    await put({ ...RECORD, requestsPerMinute: 5 });
    expect(await admit()).toMatchObject({ record: { ...RECORD, requestsPerMinute: 5 }, turn: { limit: 5, remaining: 4, waitMs: 0 } });
  });

  it('does not tell the record again to who knows it', async () => {
    await put(RECORD);
    const { record } = await admit();
    expect((await admissions[0]?.admit(KEY_ID, shows(RECORD.digest), record)) as AdmittedKey).toEqual({ record });
    await put({ ...RECORD, version: 'v2', name: 'b' });
    expect(await admissions[0]?.admit(KEY_ID, shows(RECORD.digest), record)).toMatchObject({ record: { name: 'b' } });
  });

  it('takes no turn for who only guesses at the secret, and tells a wrong one from an unknown key', async () => {
    await put({ ...RECORD, requestsPerMinute: 1 });
    expect(await ask(0, shows('e'.repeat(64)))).toEqual({ why: 'mismatch', tenantId: 't' });
    expect(await ask(0, shows(RECORD.digest), newKeyId('t'))).toEqual({ why: 'unknown' });
    expect((await admit()).turn).toMatchObject({ remaining: 0, waitMs: 0 });
    expect((await admit()).turn?.waitMs).toBeGreaterThan(59_000);
  });

  it('forgets the count when the quota is whole again, and a new record forgets the old limit', async () => {
    await put({ ...RECORD, requestsPerMinute: 60_000 });
    const { turn } = await admit();
    expect(turn).toMatchObject({ remaining: 59_999, resetMs: 1 });
    while ((await free()) !== null) await new Promise(setImmediate);
    await put(RECORD);
    expect((await admit()).turn).toBeUndefined();
  });

  it('is not locked out by a clock that was set back', async () => {
    await put({ ...RECORD, requestsPerMinute: 2 });
    await client().run((redis) => redis.set(rateKey, '9000000000000000'));
    expect((await admit()).turn).toMatchObject({ waitMs: 30_000, resetMs: 60_000 });
  });

  it('counts a key on the limit of its parent and of its tenant too, and takes no turn anywhere when one has none left', async () => {
    const parent = { ...RECORD, keyId: newKeyId('t'), requestsPerMinute: 3 };
    await put(parent);
    await put({ ...RECORD, requestsPerMinute: 2, ancestors: [parent.keyId] });
    const ofParent = () => ask(0, shows(RECORD.digest), parent.keyId) as Promise<AdmittedKey>;
    expect((await admit()).turn).toMatchObject({ limit: 2, remaining: 1 });
    expect((await ofParent()).turn).toMatchObject({ limit: 3, remaining: 1 });
    expect((await ofParent()).turn).toMatchObject({ limit: 3, remaining: 0 });
    const refused = (await admit()).turn;
    expect(refused).toMatchObject({ limit: 3, remaining: 0, whose: 'key' });
    expect(refused?.waitMs).toBeGreaterThan(0);
    await client().run((redis) => redis.del(slotKey(tenantSlot('t'), 'rate', parent.keyId)));
    // The turn that was refused above was not taken from the key itself.
    expect((await admit()).turn).toMatchObject({ limit: 2, remaining: 0, waitMs: 0 });
    await client().run((redis) => redis.hset(slotKey(tenantSlot('t'), 'limits', 't'), 'requests_per_minute', 1));
    expect((await ofParent()).turn).toMatchObject({ limit: 1, remaining: 0, waitMs: 0, whose: 'tenant' });
    expect((await ofParent()).turn).toMatchObject({ limit: 1, whose: 'tenant' });
  });

  it('moves a key to the current pepper when it is used, and no other', async () => {
    await put({ ...RECORD, pepperId: 'old' });
    const both = {
      kind: 'secret' as const,
      digests: [
        { pepperId: 'now', digest: 'n'.repeat(64) },
        { pepperId: 'old', digest: RECORD.digest },
      ],
    };
    const wrong = {
      kind: 'secret' as const,
      digests: [
        { pepperId: 'now', digest: 'n'.repeat(64) },
        { pepperId: 'old', digest: 'e'.repeat(64) },
      ],
    };
    expect(await ask(0, wrong)).toMatchObject({ why: 'mismatch' });
    expect(await ask(0, both)).toMatchObject({ record: { keyId: KEY_ID } });
    expect(await ask(0, shows('n'.repeat(64)))).toMatchObject({ record: { pepperId: 'now', digest: 'n'.repeat(64) } });
  });

  it('lets a nonce in once, whichever replica it comes to, and only for a generation that holds', async () => {
    await put({ ...RECORD, generation: 3, previous: [{ pepperId: 'now', digest: 'x', generation: 2, untilMs: Date.now() + 60_000 }] });
    const signed = (generation: number, nonce: string, replica = 0) =>
      (admissions[replica] as KeyAdmission).admit(KEY_ID, { kind: 'signature', generation, nonce });
    const answers = await Promise.all([signed(3, 'a'), signed(3, 'a', 1), signed(2, 'b'), signed(1, 'c')]);
    expect(answers.filter((answer) => 'record' in answer)).toHaveLength(2);
    expect(
      answers
        .slice(0, 2)
        .map((answer) => ('why' in answer ? answer.why : 'in'))
        .sort(),
    ).toEqual(['in', 'replayed']);
    expect(answers[3]).toEqual({ why: 'mismatch', tenantId: 't' });
  });
});
