import { Global, Module } from '@nestjs/common';
import { AuditSecrets } from './audit-secrets';
import { AuditLog } from './log/audit-log';
import { AuditMetrics } from './log/audit-metrics';
import { AuditPeriod } from './log/audit-period';
import { AuditProcess } from './log/audit-process';
import { LogAppender } from './log/log-appender';
import { OpenOperations } from './log/open-operations';
import { StoredRecords } from './log/stored-records';
import { SubjectRotation } from './people/subject-rotation';
import { Subjects } from './people/subjects';
import { AuditQuery } from './query/audit-query';
import { ColumnsMirror } from './query/columns-mirror';

/** What was done, by whom, for ever provable: the log of every tenant, who is in it, and how it is searched. */
@Global()
@Module({
  providers: [
    AuditSecrets,
    AuditPeriod,
    AuditMetrics,
    AuditProcess,
    Subjects,
    SubjectRotation,
    LogAppender,
    AuditLog,
    OpenOperations,
    StoredRecords,
    ColumnsMirror,
    AuditQuery,
  ],
  exports: [AuditLog, AuditProcess, AuditSecrets, StoredRecords, AuditQuery, Subjects],
})
export class AuditModule {}
