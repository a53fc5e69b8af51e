import type { AuditController } from '../../audit/audit.controller';
import type { ExportAuditQuery, ListAuditQuery, VerifyAuditQuery } from '../../audit/dto/audit.query';
import { everyPage, type AnswerOf, type Page } from '../answer-of';
import type { CallOptions } from '../transport/call';
import { textLines } from '../transport/lines';
import type { Transport } from '../transport/transport';

/** Milliseconds that a whole log may take to be verified. */
const VERIFY_MS = 10 * 60_000;

/** What was done or refused. */
export type AuditEvent = AnswerOf<AuditController['list']>['data'][number];

/** `/security/audit-logs`. */
export class AuditApi {
  constructor(private readonly transport: Transport) {}

  list(query: Partial<ListAuditQuery> = {}, options?: CallOptions): Promise<Page<AuditEvent>> {
    return this.transport.json({ method: 'GET', path: '/security/audit-logs', query, safety: 'repeat' }, options);
  }

  /** Every event that the query asks for, page by page. */
  all(query: Partial<Omit<ListAuditQuery, 'cursor' | 'limit'>> = {}, options?: CallOptions): AsyncGenerator<AuditEvent> {
    return everyPage((cursor) => this.list({ ...query, limit: 200, ...(cursor !== undefined && { cursor }) }, options));
  }

  /** The lines of an export, as they arrive; without a format those that prove themselves: see `ai-mesh audit verify`. */
  export(query: Partial<ExportAuditQuery> = {}, options?: CallOptions): AsyncGenerator<string> {
    return textLines(this.transport, { method: 'GET', path: '/security/audit-logs/export', query, safety: 'repeat' }, options);
  }

  /** Whether the log is as it was written. */
  verify(query: VerifyAuditQuery = {}, options?: CallOptions): Promise<AnswerOf<AuditController['verify']>> {
    return this.transport.json(
      { method: 'GET', path: '/security/audit-logs/verify', query, safety: 'repeat', timeoutMs: VERIFY_MS },
      options,
    );
  }
}
