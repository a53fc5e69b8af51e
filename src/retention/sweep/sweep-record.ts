import { newId } from '../../redis';
import type { DataType } from '../../tenants';

/** The sweep of a tenant: the last of its kind, dry or not. Times are RFC 3339 UTC. */
export interface SweepRecord {
  sweepId: string;
  tenantId: string;
  isDryRun: boolean;
  status: 'pending' | 'running' | 'completed';
  requestedAt: string;
  startedAt?: string;
  finishedAt?: string;
  /** Where the list of the tenant's networks goes on, after a process that died; undefined before the first page. */
  cursor?: string;
  /** How many items of each type went, or would have gone. */
  removed: Partial<Record<DataType, number>>;
  /** How often a type could not be swept. The next sweep tries again. */
  failures: Partial<Record<DataType, number>>;
}

/** A sweep that nobody has begun. */
export function newSweepRecord(tenantId: string, isDryRun: boolean): SweepRecord {
  const requestedAt = new Date().toISOString();
  return { sweepId: newId('sweep'), tenantId, isDryRun, status: 'pending', requestedAt, removed: {}, failures: {} };
}

/** As it is answered. */
export function sweepView({ sweepId, isDryRun, status, requestedAt, startedAt, finishedAt, removed, failures }: SweepRecord) {
  return {
    sweep_id: sweepId,
    dry_run: isDryRun,
    status,
    requested_at: requestedAt,
    started_at: startedAt ?? null,
    finished_at: finishedAt ?? null,
    removed,
    failures,
  };
}
