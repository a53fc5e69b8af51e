import { MemoryConfig } from '../../src/memory/memory.config';
import { MemoryIndexStore } from '../../src/memory/index/memory-index.store';
import type { Memory, MemoryRetention } from '../../src/memory/memory';
import { WorkingMemoryStore } from '../../src/memory/working-memory.store';
import { networkKey, newId, newIdIn, type RedisClient } from '../../src/redis';
import { RedisServer } from '../redis-server';
import { connectedClient } from './clients';

const LATER = '2099-01-01T00:00:00.000Z';

describe('how long memories are kept', () => {
  let server: RedisServer;
  let redis: RedisClient;
  let store: WorkingMemoryStore;
  let place: { tenantId: string; networkId: string };
  beforeAll(async () => {
    server = await RedisServer.start();
    redis = await connectedClient(server);
    store = new WorkingMemoryStore(new MemoryIndexStore(redis, new MemoryConfig()));
  });
  beforeEach(() => (place = { tenantId: 'tenant', networkId: newId('network') }));
  afterAll(async () => {
    redis.onApplicationShutdown();
    await server.remove();
  });

  const idsIn = (name: string) => redis.run((r) => r.smembers(networkKey(place.tenantId, place.networkId, 'mem', name)));

  let said = 0;
  async function say(retention: MemoryRetention, more: Partial<Memory> = {}): Promise<Memory> {
    const memory: Memory = {
      memoryId: newIdIn('memory', place.networkId),
      networkId: place.networkId,
      type: 'context',
      content: 'The warehouse opens at seven',
      confidence: 0.8,
      importance: 0.5,
      metadata: {},
      trust: 'untrusted',
      retention,
      provenance: { source: 'api' },
      // What comes in the same millisecond is the same saying.
      createdAt: new Date(Date.now() + (said += 1)).toISOString(),
      ...(retention === 'long-term' ? {} : { expiresAt: LATER }),
      ...more,
    };
    const added = await store.add(place, [memory]);
    if ('refused' in added) throw new Error(added.refused);
    const [found] = await store.find(place, 'id', [added[0]?.memoryId ?? '']);
    return found as Memory;
  }

  it.each<[MemoryRetention, MemoryRetention, MemoryRetention]>([
    ['timed', 'working', 'working'],
    ['timed', 'long-term', 'long-term'],
    ['working', 'timed', 'working'],
    ['working', 'long-term', 'long-term'],
    ['long-term', 'timed', 'long-term'],
    ['working', 'working', 'working'],
  ])('what was %s and is said again as %s is %s from then on', async (before, again, after) => {
    await say(before);
    const memory = await say(again);
    expect(memory.retention).toBe(after);
    expect(memory.expiresAt).toBe(after === 'long-term' ? undefined : LATER);
    expect(await idsIn('promotions')).toEqual(after === 'long-term' ? [memory.memoryId] : []);
  });

  it('takes a fact that is said again for confirmed, and keeps it for long', async () => {
    await say('working', { type: 'fact' });
    expect((await say('working', { type: 'fact' })).retention).toBe('long-term');
    expect((await say('timed', { type: 'fact', content: 'The van holds twelve crates' })).retention).toBe('timed');
    expect((await say('working', { type: 'fact', content: 'The van holds twelve crates' })).retention).toBe('working');
  });

  it('keeps a fact for long however often it is said, and notes that the database has to forget it when it goes', async () => {
    await say('working', { type: 'fact' });
    for (let time = 0; time < 3; time += 1) {
      const { retention, expiresAt } = await say('working', { type: 'fact' });
      expect([retention, expiresAt]).toEqual(['long-term', undefined]);
    }
    const { memoryId, retention } = await say('long-term', { type: 'fact' });
    expect(retention).toBe('long-term');
    await store.delete(place, [memoryId]);
    expect([await idsIn('promotions'), await idsIn('forgets')]).toEqual([[], [memoryId]]);
  });

  it('notes what the database has to forget', async () => {
    const { memoryId } = await say('long-term');
    await store.delete(place, [memoryId]);
    expect([await idsIn('promotions'), await idsIn('forgets')]).toEqual([[], [memoryId]]);
  });

  it('refuses what belongs to no live session, and knows nothing of it once the session has ended', async () => {
    await expect(say('session', { sessionId: 'session_a' })).rejects.toThrow('session_id');
    await endSession(60_000);
    const { memoryId } = await say('session', { sessionId: 'session_a' });
    await endSession(-1);
    expect(await store.find(place, 'id', [memoryId])).toEqual([undefined]);
  });

  it('does not take what an ended session left behind for said, nor for something to be superseded', async () => {
    await endSession(60_000);
    const left = await say('session', { sessionId: 'session_a' });
    await endSession(-1);
    await expect(say('working', { content: 'It opens at nine', supersedes: left.memoryId })).rejects.toThrow('supersedes');
    const imported = await say('working', { sessionId: 'session_a', provenance: { source: 'import' } });
    expect(imported.memoryId).not.toBe(left.memoryId);
  });

  it('lets what belongs to a live session go with it, though an import says the same', async () => {
    await endSession(60_000);
    const spoken = await say('session', { sessionId: 'session_a' });
    const imported = await say('long-term', { sessionId: 'session_a', provenance: { source: 'import' } });
    expect(imported).toMatchObject({ memoryId: spoken.memoryId, retention: 'session' });
    expect(await idsIn('promotions')).toEqual([]);
  });

  async function endSession(inMs: number): Promise<void> {
    const session = networkKey(place.tenantId, place.networkId, 'mem', 'session', 'session_a');
    await redis.run((r) => r.hset(session, 'expires', Date.now() + inMs));
  }
});
