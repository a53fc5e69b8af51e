import { meshKey, type RedisClient } from '../../src/redis';
import { ApiKeyStore, type AdmittedKey, type ApiKeyRecord } from '../../src/security/keys/api-key.store';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const RECORD: ApiKeyRecord = { keyId: 'key_a', name: 'a', digest: 'd'.repeat(64), tenantId: 't', userId: 'u', role: 'user' };

describe('admission of API keys', () => {
  let server: RedisServer;
  let clients: RedisClient[];
  let stores: ApiKeyStore[];
  beforeAll(async () => {
    server = await RedisServer.start();
    clients = [await connectedClient(server), await connectedClient(server)];
    stores = clients.map((client) => new ApiKeyStore(client));
  });
  beforeEach(() => clients[0]?.run((redis) => redis.flushall()));
  afterAll(async () => {
    for (const client of clients) client.onApplicationShutdown();
    await server.remove();
  });

  const store = (replica = 0): ApiKeyStore => stores[replica] as ApiKeyStore;
  const admit = async (replica = 0): Promise<AdmittedKey> => (await store(replica).admit(RECORD.keyId, RECORD.digest)) as AdmittedKey;
  const free = (): Promise<string | null> => (clients[0] as RedisClient).run((redis) => redis.get(meshKey(RECORD.keyId, 'request-rate')));

  it('lets exactly as many in as the limit says when two replicas ask at the same time', async () => {
    await store().put({ ...RECORD, requestsPerMinute: 100 });
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
    await store().put(RECORD);
    expect(await admit()).toEqual({ record: RECORD });
    expect(await free()).toBeNull();
    await store().put({ ...RECORD, requestsPerMinute: 5 });
    expect(await admit()).toMatchObject({ record: { ...RECORD, requestsPerMinute: 5 }, turn: { limit: 5, remaining: 4, waitMs: 0 } });
  });

  it('takes no turn for who only guesses at the secret, and tells a wrong one from an unknown key', async () => {
    await store().put({ ...RECORD, requestsPerMinute: 1 });
    expect(await store().admit(RECORD.keyId, 'e'.repeat(64))).toBe('mismatch');
    expect(await store().admit('key_b', RECORD.digest)).toBe('unknown');
    expect((await admit()).turn).toMatchObject({ remaining: 0, waitMs: 0 });
    expect((await admit()).turn?.waitMs).toBeGreaterThan(59_000);
  });

  it('forgets the count when the quota is whole again, and a new record forgets the old limit', async () => {
    await store().put({ ...RECORD, requestsPerMinute: 60_000 });
    const { turn } = await admit();
    expect(turn).toMatchObject({ remaining: 59_999, resetMs: 1 });
    while ((await free()) !== null) await new Promise(setImmediate);
    await store().put(RECORD);
    expect((await admit()).turn).toBeUndefined();
  });

  it('is not locked out by a clock that was set back', async () => {
    await store().put({ ...RECORD, requestsPerMinute: 2 });
    await (clients[0] as RedisClient).run((redis) => redis.set(meshKey(RECORD.keyId, 'request-rate'), '9000000000000000'));
    expect((await admit()).turn).toMatchObject({ waitMs: 30_000, resetMs: 60_000 });
  });
});
