import { Module } from '@nestjs/common';
import { CoordinatorModule } from '../coordinator';
import { DatasetsModule } from '../datasets';
import { MemoryModule, SessionsModule } from '../memory';
import { ModelsModule } from '../models';
import { NetworksModule } from '../networks';
import { AuditPolicy } from './policies/audit.policy';
import { BatchesPolicy } from './policies/batches.policy';
import { CachesPolicy } from './policies/caches.policy';
import { CostLedgerPolicy } from './policies/cost-ledger.policy';
import { DatasetsPolicy } from './policies/datasets.policy';
import { EventsPolicy } from './policies/events.policy';
import { LongTermMemoryPolicy } from './policies/long-term-memory.policy';
import { RETENTION_POLICIES, type RetentionPolicy } from './policies/retention-policy';
import { SessionsPolicy } from './policies/sessions.policy';
import { TasksPolicy } from './policies/tasks.policy';
import { WorkingMemoryPolicy } from './policies/working-memory.policy';
import { RetentionController } from './retention.controller';
import { RetentionMetrics } from './sweep/retention-metrics';
import { RetentionSweeper } from './sweep/retention-sweeper';
import { RetentionSweepStore } from './sweep/sweep.store';
import { TenantSweep } from './sweep/tenant-sweep';

/** In this order; events before tasks, which take theirs along. */
const POLICIES = [
  EventsPolicy,
  TasksPolicy,
  BatchesPolicy,
  WorkingMemoryPolicy,
  LongTermMemoryPolicy,
  SessionsPolicy,
  DatasetsPolicy,
  CachesPolicy,
  CostLedgerPolicy,
  AuditPolicy,
];

/** What is kept, for how long, and that it goes then. */
@Module({
  imports: [NetworksModule, ModelsModule, MemoryModule, SessionsModule, DatasetsModule, CoordinatorModule],
  controllers: [RetentionController],
  providers: [
    ...POLICIES,
    { provide: RETENTION_POLICIES, useFactory: (...policies: RetentionPolicy[]) => policies, inject: POLICIES },
    RetentionMetrics,
    RetentionSweepStore,
    TenantSweep,
    RetentionSweeper,
  ],
})
export class RetentionModule {}
