import { Injectable, Logger } from '@nestjs/common';
import { invalidField, MeshError, notFound } from '../../errors';
import { NetworksService } from '../../networks';
import { newIdIn, type NetworkPlace, type Page } from '../../redis';
import { RetentionPeriods } from '../../tenants';
import type { OwnedKind, Session } from './session';
import { SessionEnding } from './session-ending';
import { SessionMetrics } from './session-metrics';
import { SessionNetworks } from './session-networks';
import { SessionStats } from './session-stats';
import { MAX_OWNED, SessionStore } from './session.store';

/** How long a session lives on after its last use when nobody says: an hour. */
const DEFAULT_TTL_SECONDS = 3_600;
const DAY_MS = 86_400_000;
const SESSIONS_AT_ONCE = 100;

/** What a session is begun with. */
export interface NewSession {
  userId: string;
  ttlSeconds?: number | undefined;
  metadata?: Record<string, unknown> | undefined;
}

/** Sessions of a network: whatever is written for a live one keeps it alive; with its end all that belongs to it goes. */
@Injectable()
export class SessionsService {
  private readonly logger = new Logger(SessionsService.name);

  constructor(
    private readonly sessions: SessionStore,
    private readonly places: SessionNetworks,
    private readonly ending: SessionEnding,
    private readonly stats: SessionStats,
    private readonly metrics: SessionMetrics,
    private readonly networks: NetworksService,
    private readonly periods: RetentionPeriods,
  ) {}

  /** The same `seed` begins one session, however often it is asked for. @throws MeshError 404 when the tenant has no such network. */
  async create(tenantId: string, networkId: string, given: NewSession, seed?: string): Promise<Session> {
    await this.networks.get(tenantId, networkId);
    const place = { tenantId, networkId };
    const ttlMs = await this.allowedMs(tenantId, given.ttlSeconds ?? DEFAULT_TTL_SECONDS);
    await this.places.note(place, Date.now() + ttlMs);
    const sessionId = newIdIn('session', networkId, seed);
    const created = await this.sessions.create(place, sessionId, { userId: given.userId, metadata: given.metadata ?? {}, ttlMs });
    if (!created) throw new MeshError('conflict', 'session-over', 'the session that this Idempotency-Key began is over');
    await this.places.note(place, created.session.expiresAtMs);
    if (created.isNew) await this.created(tenantId);
    return created.session;
  }

  /** @throws MeshError 404 when there is none, it is over or it belongs to another tenant. */
  async get(tenantId: string, networkId: string, sessionId: string): Promise<Session> {
    const [session] = await this.sessions.read({ tenantId, networkId }, [sessionId]);
    if (!session) throw notFound('session', sessionId);
    return session;
  }

  /** Live sessions, newest first. @throws MeshError 404 when the tenant has no such network. */
  async list(tenantId: string, networkId: string, page: { limit: number; cursor?: string | undefined }): Promise<Page<Session>> {
    await this.networks.get(tenantId, networkId);
    return this.sessions.list({ tenantId, networkId }, page);
  }

  /** Lets a session live for its whole time from now, or for another one. @throws MeshError 404 when there is none that lives. */
  async extend(
    tenantId: string,
    networkId: string,
    sessionId: string,
    change: { ttlSeconds?: number | undefined; metadata?: Record<string, unknown> | undefined },
  ): Promise<Session> {
    const place = { tenantId, networkId };
    const ttlMs = change.ttlSeconds === undefined ? undefined : await this.allowedMs(tenantId, change.ttlSeconds);
    const session = await this.sessions.extend(place, sessionId, { ttlMs, metadata: change.metadata });
    if (!session) throw notFound('session', sessionId);
    await this.places.note(place, session.expiresAtMs); // it may end earlier than it was to
    return session;
  }

  /** Ends a session; resolves once everything it owned is gone. @throws MeshError 404 when there is nothing left of it. */
  async end(tenantId: string, networkId: string, sessionId: string): Promise<void> {
    if (!(await this.endIfThere({ tenantId, networkId }, sessionId))) throw notFound('session', sessionId);
  }

  /** As `end`, live or over; resolves to whether anything was left of it. */
  async endIfThere(place: NetworkPlace, sessionId: string): Promise<boolean> {
    return this.ending.end(place, sessionId);
  }

  /**
   * Notes a thing that goes with a session, before it is stored, and slides the session. Whoever stores it does so only while `sessionKey`
   * says that the session lives. @throws MeshError 422 naming `session_id` when it does not live or owns too much.
   */
  async own(place: NetworkPlace, sessionId: string, kind: OwnedKind, id: string): Promise<void> {
    const outcome = await this.sessions.use(place, sessionId, { kind, id });
    if (outcome === 'not-live') throw noLiveSession();
    if (outcome === 'full') throw invalidField('session_id', `has as many ${kind} as a session may have (${MAX_OWNED})`);
  }

  /** Slides a session because of work for it. Nothing waits for this, and nothing comes of it when the session is over. */
  touch(place: NetworkPlace, sessionId: string): void {
    this.sessions.use(place, sessionId).catch((error: unknown) => this.logger.debug({ sessionId, err: error }, 'a session did not slide'));
  }

  /**
   * Lets no session go unused for longer than `maxMs`, which was allowed to: each lives for that from its last use, and ends where that is over.
   * Resolves to how many ended, or with `isDryRun` would end.
   */
  async limit(place: NetworkPlace, maxMs: number, isDryRun: boolean, signal: AbortSignal): Promise<number> {
    let ended = 0;
    for (let cursor: string | undefined; ;) {
      signal.throwIfAborted();
      const page = await this.sessions.list(place, { limit: SESSIONS_AT_ONCE, cursor });
      for (const { sessionId, ttlMs, expiresAtMs } of page.data) {
        if (ttlMs <= maxMs) continue;
        const isOver = expiresAtMs - ttlMs + maxMs <= Date.now();
        if (isOver) ended += 1;
        if (isDryRun) continue;
        if (isOver) await this.ending.end(place, sessionId);
        else await this.sessions.extend(place, sessionId, { ttlMs: maxMs });
      }
      if (page.next_cursor === null) return ended;
      cursor = page.next_cursor;
    }
  }

  /** The live sessions of a person in a network, the newest first. */
  async *ofPerson(place: NetworkPlace, userId: string): AsyncGenerator<Session> {
    for (let cursor: string | undefined; ;) {
      const page = await this.sessions.list(place, { limit: SESSIONS_AT_ONCE, cursor });
      yield* page.data.filter((session) => session.userId === userId);
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  /** Their ids. */
  async idsOfPerson(place: NetworkPlace, userId: string): Promise<Set<string>> {
    const sessionIds = new Set<string>();
    for await (const { sessionId } of this.ofPerson(place, userId)) sessionIds.add(sessionId);
    return sessionIds;
  }

  /** Milliseconds for `ttlSeconds`, but no more than the tenant lets a session go unused. */
  private async allowedMs(tenantId: string, ttlSeconds: number): Promise<number> {
    return Math.min(ttlSeconds * 1_000, (await this.periods.days(tenantId, 'sessions')) * DAY_MS);
  }

  /** A figure that cannot be kept undoes nothing. */
  private async created(tenantId: string): Promise<void> {
    this.metrics.created();
    await this.stats
      .countCreated(tenantId)
      .catch((error: unknown) => this.logger.warn({ tenantId, err: error }, 'a session was not counted'));
  }
}

/** A 422 naming `session_id`. */
export function noLiveSession(): MeshError {
  return invalidField('session_id', 'is no session of this network, or has ended');
}
