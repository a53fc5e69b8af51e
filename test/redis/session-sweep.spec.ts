import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Redis } from 'ioredis';
import { MemoryService, SessionsService } from '../../src/memory';
import { SessionEnding } from '../../src/memory/sessions/session-ending';
import { SessionStats } from '../../src/memory/sessions/session-stats';
import { SessionSweeper } from '../../src/memory/sessions/session-sweeper';
import { MAX_OWNED, sessionKey, SessionStore } from '../../src/memory/sessions/session.store';
import { meshKey, networkKey, tenantKey } from '../../src/redis';
import { Mesh } from '../mesh';
import { contentOf } from '../redis-content';

const AGENDA = meshKey('agenda:sessions');
const TENANT = 'default';

describe('sweeping sessions', () => {
  let mesh: Mesh;
  let replica: NestFastifyApplication;
  let redis: Redis;
  let place: { tenantId: string; networkId: string };
  beforeAll(async () => {
    // Replicas that sweep only when they are told to.
    mesh = await Mesh.start({ MESH_ROLES: 'api,models,memory' });
    replica = await Mesh.join(mesh, { MESH_ROLES: 'api,models,memory' });
    redis = new Redis(mesh.redis.url);
  });
  beforeEach(async () => {
    place = { tenantId: TENANT, networkId: (await mesh.post('/networks', { name: 'Swept' })).body.network_id as string };
  });
  afterAll(async () => {
    redis.disconnect();
    await replica.close();
    await mesh.stop();
  });

  const sessions = () => mesh.app.get(SessionsService, { strict: false });
  const store = () => mesh.app.get(SessionStore, { strict: false });
  const key = (...rest: string[]) => networkKey(TENANT, place.networkId, 'mem', ...rest);
  const memberOf = () => `${TENANT} ${place.networkId}`;
  const sweep = (app = mesh.app) => app.get(SessionSweeper, { strict: false }).sweep(new AbortController().signal);
  const begin = async (): Promise<string> => (await sessions().create(TENANT, place.networkId, { userId: 'ada' })).sessionId;
  const say = (sessionId: string, ...contents: string[]) => {
    const memories = contents.map((content) => ({
      ...{ type: 'context' as const, content, sessionId, trust: 'untrusted' as const },
      provenance: { source: 'api' as const },
    }));
    return mesh.app.get(MemoryService, { strict: false }).addAll(TENANT, place.networkId, memories);
  };
  /** As if nobody had used a session for its whole time to live. */
  const letExpire = async (sessionId: string): Promise<void> => {
    await redis.hset(sessionKey(place, sessionId), 'expires', Date.now() - 1);
    await letComeDue(sessionId);
  };
  const letComeDue = async (sessionId: string): Promise<void> => {
    await redis.zadd(key('session-due'), 0, sessionId);
    await redis.zadd(AGENDA, 0, memberOf());
  };
  const expiredSoFar = async (): Promise<number> => {
    const { body } = await mesh.get('//metrics');
    return Number(/^ai_mesh_sessions_expired_total (\d+)/m.exec(body as string)?.[1] ?? 0);
  };
  const figures = () => mesh.app.get(SessionStats, { strict: false }).read(TENANT);

  it('takes away what was said in a session, not what an import grouped under its name', async () => {
    const sessionId = await begin();
    await say(sessionId, 'said here');
    const memory = mesh.app.get(MemoryService, { strict: false });
    const imported = { type: 'context' as const, content: 'said elsewhere', sessionId, trust: 'untrusted' as const };
    const { memoryId } = await memory.add(TENANT, place.networkId, { ...imported, provenance: { source: 'import' } });
    await mesh.app.get(SessionEnding, { strict: false }).end(place, sessionId);
    expect(await redis.hkeys(key('ids'))).toEqual([memoryId]);
  });

  it('ends each session once when two replicas sweep at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 120 }, begin)); // more than a network gets in one round
    for (const [index, id] of ids.entries()) await say(id, `note number ${index}`);
    for (const id of ids) await letExpire(id);
    const [before, counted] = [await figures(), await expiredSoFar()];
    await Promise.all([sweep(), sweep(replica), sweep(), sweep(replica)]);
    expect(await expiredSoFar()).toBe(counted + 120); // one registry for both: what either counts is in it
    expect((await figures()).expired).toBe(before.expired + 120);
    expect((await mesh.get(`/networks/${place.networkId}`)).body.memory_count).toBe(0);
    const content = await contentOf(redis);
    expect(ids.filter((id) => content.includes(id))).toEqual([]);
  });

  it('finishes what a process that ended a session and died left undone, and counts it once', async () => {
    const id = await begin();
    await say(id, 'An orphaned remark');
    await store().end(place, id, false);
    await expect(say(id, 'More')).rejects.toMatchObject({ errors: [{ field: 'memories[0].session_id' }] });
    await sweep();
    expect(await contentOf(redis)).toContain('orphan'); // whoever ended it has half a minute
    await letComeDue(id);
    const { ended } = await figures();
    await sweep();
    expect(await contentOf(redis)).not.toContain('orphan');
    expect(await contentOf(redis)).not.toContain(id);
    expect((await figures()).ended).toBe(ended + 1);
  });

  it('counts a session once, also when the process died between counting and forgetting it', async () => {
    const id = await begin();
    const over = await store().end(place, id, false);
    if (over === undefined || over === 'alive') throw new Error('it should be over');
    const stats = mesh.app.get(SessionStats, { strict: false });
    expect([await stats.countOver(TENANT, over), await stats.countOver(TENANT, over)]).toEqual([true, false]);
    const { ended } = await figures();
    await mesh.app.get(SessionEnding, { strict: false }).end(place, id);
    expect((await figures()).ended).toBe(ended);
    expect(await redis.exists(sessionKey(place, id))).toBe(0);
  });

  it('lets one that was used meanwhile live on, and comes back when its time will be over', async () => {
    const id = await begin();
    await letComeDue(id);
    await sweep();
    const session = await sessions().get(TENANT, place.networkId, id);
    expect(Number(await redis.zscore(AGENDA, memberOf()))).toBe(session.expiresAtMs);
    expect(Number(await redis.zscore(key('session-due'), id))).toBe(session.expiresAtMs);
  });

  it('forgets a network whose last session is over', async () => {
    const id = await begin();
    await letExpire(id);
    await sweep();
    expect(await redis.zscore(AGENDA, memberOf())).toBeNull();
    expect((await redis.keys(key('session*'))).length).toBe(0);
    expect(await redis.sismember(tenantKey(TENANT, 'sessions', 'networks'), place.networkId)).toBe(0);
  });

  it('refuses or removes whatever is written while it ends', async () => {
    const id = await begin();
    const path = `/networks/${place.networkId}`;
    const write = (round: number) => [
      mesh.post(`${path}/memories`, { content: `remark ${round}`, type: 'context', session_id: id }),
      mesh.post(`${path}/tasks`, { task: `errand ${round}`, session_id: id, auto_start: false }),
    ];
    const early = Array.from({ length: 20 }, (_unused, round) => write(round)).flat();
    await Promise.race(early);
    const ending = mesh.call('DELETE', `${path}/sessions/${id}`, undefined);
    const late = Array.from({ length: 20 }, (_unused, round) => write(20 + round)).flat();
    expect((await ending).status).toBe(204);
    const statuses = new Set((await Promise.all([...early, ...late])).map(({ status }) => status));
    expect([...statuses].every((status) => [201, 202, 422].includes(status))).toBe(true);
    expect((await mesh.get(path)).body).toMatchObject({ memory_count: 0, task_count: 0 });
    expect(await contentOf(redis)).not.toContain(id);
  });

  it('removes memories from every page of the index, those before the session left alone', async () => {
    const words = (count: number, word: string) => Array.from({ length: count }, (_unused, i) => `${word} ${i}`);
    await say(await begin(), ...words(1_900, 'before'));
    const id = await begin();
    await say(id, ...words(300, 'within'));
    await sessions().end(TENANT, place.networkId, id);
    expect((await mesh.get(`/networks/${place.networkId}`)).body.memory_count).toBe(1_900);
    expect(await contentOf(redis)).not.toContain('within');
  });

  it('finds the memories of a session that began before the index was made anew', async () => {
    await say(await begin(), 'first', 'second', 'third');
    const id = await begin();
    await redis.hset(sessionKey(place, id), 'first', 5_000); // as of an index that has gone since
    await redis.hset(sessionKey(place, id), 'epoch', 'gone');
    await say(id, 'A solitary heron');
    await sessions().end(TENANT, place.networkId, id);
    expect(await contentOf(redis)).not.toContain('heron');
  });

  it('leaves no key of a session without an end, though it is moved away with every use', async () => {
    const id = await begin();
    await store().use(place, id, { kind: 'tasks', id: 'task_a' });
    const keys = await redis.keys(key('session*'));
    expect(keys).toHaveLength(4);
    const day = 86_400_000;
    for (const one of keys) expect(await redis.pttl(one)).toBeGreaterThan(day);
    // Half a grace before its keys would go, a use gives them a whole one again.
    const soon = Date.now() + day / 3;
    await redis.hset(sessionKey(place, id), 'kept', soon);
    for (const one of keys) await redis.pexpireat(one, soon);
    await say(id, 'Still here');
    for (const one of keys) expect(await redis.pttl(one)).toBeGreaterThan(day);
  });

  it('holds no more things than a session may own', async () => {
    const id = await begin();
    await redis.sadd(`${sessionKey(place, id)}:owned`, ...Array.from({ length: MAX_OWNED }, (_unused, i) => `tasks task_${i}`));
    const own = (taskId: string) => sessions().own(place, id, 'tasks', taskId);
    await expect(own('task_more')).rejects.toMatchObject({ errors: [{ field: 'session_id' }] });
    await expect(own('task_1')).resolves.toBeUndefined();
  });
});
