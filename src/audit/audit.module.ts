import { Global, Module } from '@nestjs/common';
import { Pepper } from '../security';
import { AuditController } from './audit.controller';
import { AuditSecrets } from './audit-secrets';
import { ProvenExport } from './export/proven-export';
import { AuditLog } from './log/audit-log';
import { AuditMetrics } from './log/audit-metrics';
import { AuditProcess } from './log/audit-process';
import { LogAppender } from './log/log-appender';
import { OpenOperations } from './log/open-operations';
import { StoredRecords } from './log/stored-records';
import { HttpAudit } from './operations/http-audit';
import { MessageAudit } from './operations/message-audit';
import { OperationNotes } from './operations/operation-notes';
import { SubjectRotation } from './people/subject-rotation';
import { Subjects } from './people/subjects';
import { AuditVerifier } from './proof/audit-verifier';
import { Checkpoints } from './proof/checkpoints';
import { ProofKeys } from './proof/proof-keys';
import { Pruning } from './proof/pruning';
import { StatementStore } from './proof/statement.store';
import { AuditQuery } from './query/audit-query';
import { ColumnsMirror } from './query/columns-mirror';

/** What was done, by whom, for ever provable: the log of every tenant, who is in it, and how it is searched. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [
    AuditSecrets,
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
    OperationNotes,
    { provide: ProofKeys, useFactory: proofKeys, inject: [Pepper, AuditSecrets] },
    StatementStore,
    AuditVerifier,
    Checkpoints,
    Pruning,
    ProvenExport,
    HttpAudit,
    MessageAudit,
  ],
  exports: [Pruning, HttpAudit, MessageAudit, AuditLog, AuditProcess, AuditSecrets, StoredRecords, AuditQuery, Subjects],
})
export class AuditModule {}

const SIGNING = 'audit checkpoints';

function proofKeys(pepper: Pepper, secrets: AuditSecrets): ProofKeys {
  return new ProofKeys(pepper.derive(SIGNING), pepper.derivePrevious(SIGNING), secrets.markKeys);
}
