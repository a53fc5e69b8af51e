import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CallerSignal, CurrentPrincipal, RequireScope, sendText, type Principal, type StreamingReply } from '../security';
import { assertWhole, auditFilterOf, ExportAuditQuery, ListAuditQuery, VerifyAuditQuery } from './dto/audit.query';
import { csvLines, ocsfLines } from './export/event-lines';
import { eventView } from './export/event.view';
import { ProvenExport } from './export/proven-export';
import { AuditVerifier } from './proof/audit-verifier';
import { proofView } from './proof/proof.view';
import { AuditQuery } from './query/audit-query';
import { Operation } from '../openapi';
import { AUDIT_FILES, AUDIT_PAGE, PROOF } from './audit.schema';

/** `/security/audit-logs`: what was done and refused in the caller's tenant. */
@ApiTags('security')
@Controller('security/audit-logs')
export class AuditController {
  constructor(
    private readonly events: AuditQuery,
    private readonly proven: ProvenExport,
    private readonly verifier: AuditVerifier,
  ) {}

  @Operation('listAuditLog', 'Lists what was done and refused, the latest first', {
    answers: AUDIT_PAGE,
  })
  @Get()
  @RequireScope('audit:read')
  async list(@CurrentPrincipal() { tenantId }: Principal, @Query() query: ListAuditQuery) {
    const { limit, cursor } = query;
    const page = await this.events.find(tenantId, auditFilterOf(query), { limit, ...(cursor !== undefined && { cursor }) });
    return { data: page.records.map(eventView), next_cursor: page.nextCursor ?? null };
  }

  @Operation('exportAuditLog', 'Exports the audit log as a file', {
    sends: AUDIT_FILES,
  })
  @Get('export')
  @RequireScope('audit:read')
  async export(@CurrentPrincipal() { tenantId }: Principal, @Query() query: ExportAuditQuery, @Res() reply: StreamingReply): Promise<void> {
    const filter = auditFilterOf(query);
    switch (query.format) {
      case 'ndjson':
        assertWhole(query);
        return sendText(reply, this.proven.lines(tenantId, filter), { mediaType: 'application/x-ndjson', fileName: 'audit-log.ndjson' });
      case 'csv':
        return sendText(reply, csvLines(this.events, tenantId, filter), {
          mediaType: 'text/csv; charset=utf-8',
          fileName: 'audit-log.csv',
        });
      case 'ocsf':
        return sendText(reply, ocsfLines(this.events, tenantId, filter), {
          mediaType: 'application/x-ndjson',
          fileName: 'audit-log.ocsf.ndjson',
        });
    }
  }

  @Operation('verifyAuditLog', 'Proves that the audit log is as it was written', {
    answers: PROOF,
  })
  @Get('verify')
  @RequireScope('audit:read')
  async verify(@CurrentPrincipal() { tenantId }: Principal, @Query() query: VerifyAuditQuery, @CallerSignal() signal: AbortSignal) {
    const { from_sequence: fromSequence, to_sequence: toSequence } = query;
    const range = { ...(fromSequence !== undefined && { fromSequence }), ...(toSequence !== undefined && { toSequence }), signal };
    return proofView(await this.verifier.verify(tenantId, range));
  }
}
