export type { AuditActor, AuditOutcome } from './audit-event';
export { AuditModule } from './audit.module';
export { verifyExport, type ExportProof } from './export/verify-export';
export { AuditLog } from './log/audit-log';
export { newEventId } from './operations/event-of';
export { HttpAudit } from './operations/http-audit';
export { MessageAudit } from './operations/message-audit';
