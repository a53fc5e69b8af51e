import { Global, Module } from '@nestjs/common';
import { AuditLog } from './log/audit-log';
import { LoggedTenants } from './log/logged-tenants';
import { OpenOperations } from './log/open-operations';
import { StoredRecords } from './log/stored-records';
import { HttpAudit } from './operations/http-audit';
import { MessageAudit } from './operations/message-audit';
import { OperationNotes } from './operations/operation-notes';
import { Subjects } from './people/subjects';

/** What was done, by whom, and proof that the log says so since. */
@Global()
@Module({
  providers: [Subjects, LoggedTenants, AuditLog, StoredRecords, OpenOperations, OperationNotes, HttpAudit, MessageAudit],
  exports: [AuditLog, HttpAudit, MessageAudit],
})
export class AuditModule {}
