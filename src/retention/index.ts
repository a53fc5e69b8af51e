export { ErasureModule } from './erasure/erasure.module';
export { RetentionConfig } from './retention.config';
export { RETENTION_POLICIES, type RetentionPolicy } from './policies/retention-policy';
export { periodsView, readPeriods } from './retention-policy.body';
export { RetentionModule } from './retention.module';
export { newSweepRecord, type SweepRecord } from './sweep/sweep-record';
export { TenantSweep } from './sweep/tenant-sweep';
