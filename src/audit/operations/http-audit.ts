import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Pepper, PLATFORM_TENANT, type Authenticated, type StateHolder } from '../../security';
import type { AuditEvent, AuditResource } from '../audit-event';
import { AuditLog } from '../log/audit-log';
import { knownActionOfRoute, type Action } from './action';
import { actorOf, newEventId, outcomeOf, shortened, tenantOf, traceIdOf, type Noted } from './event-of';

/** The part of an HTTP request that its event is made of. */
export interface AuditedRequest extends Authenticated, Noted, StateHolder {
  id: string;
  method: string;
  ip: string;
  headers: IncomingHttpHeaders;
  params?: unknown;
  body?: unknown;
  routeOptions: { url?: string };
  /** The code of the problem that it was answered with. */
  problemCode?: string;
  /** What it made, as far as its answer says. */
  createdId?: string;
  /** Digest of the resource after it was changed. */
  digestAfter?: string;
}

interface AuditedReply {
  statusCode: number;
  raw: { writableFinished: boolean; once(event: 'close', listener: () => void): unknown };
}

type Named = Record<string, unknown>;

/** What anyone may read is no operation. */
const UNWATCHED = /^\/(metrics|health|docs|openapi\.json|api\/mesh\/health)/;
/** The first field of an answer that tells what was made. */
const MADE = /^\{"[a-z]+_id":"([\w-]{1,128})"/;

/**
 * Writes an event for every HTTP request that reached a route, allowed or denied, once its answer has left. Hooks call it: guards refuse before
 * interceptors run, and hooks see what they refuse.
 */
@Injectable()
export class HttpAudit {
  private readonly digestKey: Buffer;

  constructor(
    private readonly log: AuditLog,
    pepper: Pepper,
  ) {
    this.digestKey = pepper.derive('audit digests');
  }

  /** To be called when a request has come in. */
  watch(request: AuditedRequest, reply: AuditedReply): void {
    const template = request.routeOptions.url;
    if (template === undefined || template === '*' || UNWATCHED.test(template)) return;
    const startedMs = performance.now();
    const atMs = Date.now();
    reply.raw.once('close', () => {
      const durationMs = Math.round((performance.now() - startedMs) * 1_000) / 1_000;
      // The first sixty of a minute are in the log; what is kept out after them is counted with the requests.
      if (request.problemCode === 'too-many-failures') return;
      this.log.record(this.eventOf(request, reply, template, atMs, durationMs));
    });
  }

  /** To be called with what is answered, before it leaves: names what was made, and marks what has changed. */
  answered(request: AuditedRequest, reply: AuditedReply, payload: unknown): void {
    if (request.auditEventId === undefined || typeof payload !== 'string' || reply.statusCode >= 400) return;
    const isMade = reply.statusCode === 201 || reply.statusCode === 202;
    if (isMade) request.createdId ??= MADE.exec(payload)?.[1];
    // What is asked of a model changes nothing that is shown.
    if (isMade || request.method !== 'POST') request.digestAfter ??= this.digest(payload);
  }

  private eventOf(request: AuditedRequest, reply: AuditedReply, template: string, atMs: number, durationMs: number): AuditEvent {
    const { method, id, ip, headers, problemCode, stateBefore, digestAfter } = request;
    const action = knownActionOfRoute(method, template);
    const hasLeft = reply.raw.writableFinished;
    const reason = problemCode ?? (hasLeft ? (reply.statusCode >= 400 ? `http-${reply.statusCode}` : undefined) : 'client-left');
    const userAgent = headers['user-agent'];
    const sessionId = sessionOf(request);
    const traceId = traceIdOf(headers.traceparent);
    // Not by spreading: every request comes by here.
    const event: AuditEvent = {
      id: request.auditEventId ?? newEventId(),
      tenantId: tenantOf(request, PLATFORM_TENANT),
      atMs,
      actor: actorOf(request),
      action: action.name,
      resource: resourceOf(request, action),
      outcome: hasLeft ? outcomeOf(reply.statusCode) : 'failed',
      ip,
      requestId: id,
      durationMs,
    };
    if (reason !== undefined) event.reason = reason;
    if (userAgent !== undefined) event.userAgent = shortened(userAgent);
    if (sessionId !== undefined) event.sessionId = sessionId;
    if (traceId !== undefined) event.traceId = traceId;
    if (stateBefore !== undefined) event.before = this.digest(stateBefore);
    if (digestAfter !== undefined) event.after = digestAfter;
    return event;
  }

  /** Keyed, so that nobody can try out what may have stood there. */
  private digest(text: string): string {
    return createHmac('sha256', this.digestKey).update(text).digest('hex');
  }
}

function resourceOf({ params, createdId }: AuditedRequest, { kind, idParameter }: Action): AuditResource {
  const named = (params ?? {}) as Record<string, string | undefined>;
  const id = createdId ?? (idParameter === undefined ? undefined : named[idParameter]);
  const { networkId } = named;
  const resource: AuditResource = { kind };
  if (id !== undefined) resource.id = shortened(id);
  if (networkId !== undefined) resource.networkId = shortened(networkId);
  return resource;
}

function sessionOf({ params, body }: AuditedRequest): string | undefined {
  const session = (params as Named | undefined)?.sessionId ?? (body as Named | null | undefined)?.session_id;
  return typeof session === 'string' ? shortened(session) : undefined;
}
