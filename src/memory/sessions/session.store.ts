import { Injectable } from '@nestjs/common';
import { loadLua, networkKey, newestFirst, RedisClient, type LuaScript, type NetworkPlace, type Page } from '../../redis';
import type { OverSession, OwnedKind, Session, SessionEnd } from './session';

const CREATE = loadLua(__dirname, 'create-session.lua');
const READ = loadLua(__dirname, 'read-sessions.lua');
const EXTEND = loadLua(__dirname, 'extend-session.lua');
const USE = loadLua(__dirname, 'use-session.lua');
const END = loadLua(__dirname, 'end-session.lua');
const FORGET = loadLua(__dirname, 'forget-session.lua');

/** Things beside memories that one session may own. */
export const MAX_OWNED = 10_000;
/** Owned things read at once. */
const OWNED_AT_ONCE = 100;
/** Milliseconds after which a session that was ended but not cleaned is taken up by the sweeper: whoever ended it is gone, most likely. */
export const TAKE_OVER_MS = 30_000;

/** What clients see of a session, as the scripts answer it: user, metadata, created, time to live, expires. */
type Fields = [string, string, string, string, string];

/** The only code that touches sessions in Redis, but for add-memories.lua, which slides them. See `live-session.lua` for the keys. */
@Injectable()
export class SessionStore {
  constructor(private readonly redis: RedisClient) {}

  /** Begins a session; one that is there already stays as it is. Undefined when one of this name is over, and about to go. */
  async create(
    place: NetworkPlace,
    sessionId: string,
    given: Pick<Session, 'userId' | 'metadata' | 'ttlMs'>,
  ): Promise<{ session: Session; isNew: boolean } | undefined> {
    const args = [sessionId, given.userId, JSON.stringify(given.metadata), given.ttlMs];
    const reply = (await this.evaluate(CREATE, place, args)) as [number, ...Fields] | null;
    if (reply === null) return undefined;
    const [isNew, ...fields] = reply;
    return { session: sessionOf(place, sessionId, fields), isNew: isNew === 1 };
  }

  /** The sessions of these ids, undefined where there is none that lives. */
  async read(place: NetworkPlace, sessionIds: readonly string[]): Promise<(Session | undefined)[]> {
    if (sessionIds.length === 0) return [];
    const found = (await this.evaluate(READ, place, sessionIds)) as (Fields | '')[];
    return found.map((fields, index) => (fields === '' ? undefined : sessionOf(place, sessionIds[index] as string, fields)));
  }

  /** Lets a live session live for its whole time from now; undefined when there is none. */
  async extend(
    place: NetworkPlace,
    sessionId: string,
    { ttlMs, metadata }: { ttlMs?: number | undefined; metadata?: Record<string, unknown> | undefined },
  ): Promise<Session | undefined> {
    const args = [sessionId, ttlMs ?? '', metadata === undefined ? '' : JSON.stringify(metadata)];
    const fields = (await this.evaluate(EXTEND, place, args)) as Fields | null;
    return fields === null ? undefined : sessionOf(place, sessionId, fields);
  }

  /** Slides a live session, and notes a thing that goes with it, if one is given. */
  async use(place: NetworkPlace, sessionId: string, thing?: { kind: OwnedKind; id: string }): Promise<'used' | 'not-live' | 'full'> {
    const code = await this.evaluate(USE, place, [sessionId, thing?.kind ?? '', thing?.id ?? '', MAX_OWNED]);
    if (code === -1) return 'not-live';
    return code === -2 ? 'full' : 'used';
  }

  /** Live sessions, newest first. */
  async list(place: NetworkPlace, page: { limit: number; cursor?: string | undefined }): Promise<Page<Session>> {
    return newestFirst(this.redis, listKey(place), page, (ids) => this.read(place, ids));
  }

  /** How many sessions are not over; those whose time is up count until they are swept. */
  async count(place: NetworkPlace): Promise<number> {
    return this.redis.run((redis) => redis.zcard(listKey(place)));
  }

  /** Whether anything is left of a session, live or over. */
  async isThere(place: NetworkPlace, sessionId: string): Promise<boolean> {
    return (await this.redis.run((redis) => redis.exists(sessionKey(place, sessionId)))) === 1;
  }

  /** Ends a session, or tells of its end again; `alive` when it is to end only if its time is over, and that is not so. */
  async end(place: NetworkPlace, sessionId: string, onlyExpired: boolean): Promise<OverSession | 'alive' | undefined> {
    const reply = await this.evaluate(END, place, [sessionId, onlyExpired ? 1 : 0, TAKE_OVER_MS]);
    if (reply === null) return undefined;
    const [endedAtMs, how, createdAtMs, memories, tasks, firstNumber] = reply as [number, SessionEnd?, ...number[]];
    if (how === undefined) return 'alive';
    return { sessionId, how, endedAtMs, createdAtMs, memories, tasks, firstNumber } as OverSession;
  }

  /** Some of the things that a session owns; none once all were disowned. */
  async owned(place: NetworkPlace, sessionId: string): Promise<{ kind: OwnedKind; id: string }[]> {
    const members = await this.redis.run((redis) => redis.srandmember(ownedKey(place, sessionId), OWNED_AT_ONCE));
    return members.map((member) => {
      const [kind, id] = member.split(' ') as [OwnedKind, string];
      return { kind, id };
    });
  }

  /** Things that are gone. */
  async disown(place: NetworkPlace, sessionId: string, kind: OwnedKind, ids: readonly string[]): Promise<void> {
    const members = ids.map((id) => `${kind} ${id}`);
    await this.redis.run((redis) => redis.srem(ownedKey(place, sessionId), ...members));
  }

  /** Removes what is left of a session that is over; one that lives stays. */
  async forget(place: NetworkPlace, sessionId: string): Promise<void> {
    await this.evaluate(FORGET, place, [sessionId]);
  }

  /** Removes some sessions of a network that is gone, live or not, with their lists; resolves to how many there were. */
  async drop(place: NetworkPlace, limit: number): Promise<number> {
    const found = await this.redis.run((redis) =>
      Promise.all([listKey(place), dueKey(place)].map((key) => redis.zrange(key, 0, limit - 1))),
    );
    const sessionIds = [...new Set(found.flat())];
    if (sessionIds.length === 0) return 0;
    const keys = sessionIds.flatMap((sessionId) => [sessionKey(place, sessionId), ownedKey(place, sessionId)]);
    await this.redis.run((redis) => redis.unlink(...keys));
    await this.redis.run((redis) => Promise.all([listKey(place), dueKey(place)].map((key) => redis.zrem(key, ...sessionIds))));
    return sessionIds.length;
  }

  /** Sessions that somebody is to look at by `nowMs`, those due first first. */
  async due(place: NetworkPlace, nowMs: number, limit: number): Promise<string[]> {
    return this.redis.run((redis) => redis.zrangebyscore(dueKey(place), '-inf', nowMs, 'LIMIT', 0, limit));
  }

  /** When somebody is to look at a session of this network again (epoch ms); undefined when it has none. */
  async nextDueMs(place: NetworkPlace): Promise<number | undefined> {
    const [, score] = await this.redis.run((redis) => redis.zrange(dueKey(place), 0, 0, 'WITHSCORES'));
    return score === undefined ? undefined : Number(score);
  }

  private evaluate(script: LuaScript, { tenantId, networkId }: NetworkPlace, args: readonly (string | number)[]): Promise<unknown> {
    return this.redis.evaluate(script, [networkKey(tenantId, networkId, 'mem', '')], [...args]);
  }
}

/** The hash of a session: it lives while its `expires` (epoch ms) lies ahead. For scripts that write only for a live one. */
export function sessionKey({ tenantId, networkId }: NetworkPlace, sessionId: string): string {
  return networkKey(tenantId, networkId, 'mem', 'session', sessionId);
}

const ownedKey = (place: NetworkPlace, sessionId: string) => `${sessionKey(place, sessionId)}:owned`;
const listKey = ({ tenantId, networkId }: NetworkPlace) => networkKey(tenantId, networkId, 'mem', 'session-list');
const dueKey = ({ tenantId, networkId }: NetworkPlace) => networkKey(tenantId, networkId, 'mem', 'session-due');

function sessionOf({ networkId }: NetworkPlace, sessionId: string, [userId, metadata, created, ttl, expires]: Fields): Session {
  return {
    sessionId,
    networkId,
    userId,
    metadata: JSON.parse(metadata) as Record<string, unknown>,
    createdAtMs: Number(created),
    ttlMs: Number(ttl),
    expiresAtMs: Number(expires),
  };
}
