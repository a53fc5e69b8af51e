import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { ObservabilityConfig } from './observability.config';

interface LoggedRequest {
  id: string;
  method: string;
  url: string;
  ip: string;
  headers: IncomingHttpHeaders;
}

interface LoggedReply {
  statusCode: number;
  raw: { writableFinished: boolean; once(event: 'close', listener: () => void): unknown };
}

interface LoggedMessage {
  requestId: string;
  pattern: string;
  startedAtMs: number;
  envelope: { traceparent?: unknown };
}

const QUIET_PATHS = /^\/(metrics$|health|api\/mesh\/health)/;

/**
 * One line for each HTTP request once its answer has left, and for each Redis message. It has a logger of its own: the line is made of fields that hold
 * no secret, so nothing has to be looked for and redacted. A hook calls it, since a middleware would run every request in an
 * async context of its own, which costs as much as the rest of the way through Nest.
 */
@Injectable()
export class AccessLog {
  private readonly logger: Logger;

  constructor(config: ObservabilityConfig) {
    this.logger = pino({ level: config.logLevel });
  }

  watch(request: LoggedRequest, reply: LoggedReply): void {
    // The path alone, since a query may hold a search text.
    const [path = ''] = request.url.split('?', 1);
    if (QUIET_PATHS.test(path)) return;
    const startedAtMs = performance.now();
    const { id, method, ip } = request;
    const trace = traceOf(request.headers.traceparent);
    reply.raw.once('close', () => {
      const status = reply.statusCode;
      const durationMs = Math.round(performance.now() - startedAtMs);
      const left = reply.raw.writableFinished ? {} : { aborted: true };
      const fields = { req: { id, method, path, ip }, res: { status }, durationMs, ...trace, ...left };
      this.logger[levelOf(status)](fields, status >= 500 ? 'request failed' : 'request finished');
    });
  }

  /** One line for a Redis message that was answered, with this status. */
  answered({ requestId: id, pattern, startedAtMs, envelope }: LoggedMessage, status: number): void {
    const durationMs = Date.now() - startedAtMs;
    const fields = { message: { id, pattern }, res: { status }, durationMs, ...traceOf(envelope.traceparent) };
    this.logger[levelOf(status)](fields, status >= 500 ? 'message failed' : 'message answered');
  }
}

/** The trace a caller's W3C `traceparent` names, so that its logs and ours can be joined. */
function traceOf(traceparent: unknown): { traceId?: string } {
  if (typeof traceparent !== 'string') return {};
  const traceId = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/.exec(traceparent)?.[1];
  return traceId === undefined ? {} : { traceId };
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status === 503) return 'warn'; // who is away has been told once
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
