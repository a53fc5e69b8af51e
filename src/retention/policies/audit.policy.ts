import { Injectable } from '@nestjs/common';
import { dayOf, Pruning } from '../../audit';
import { DATA_TYPES, type Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

/** Whole days of the audit log. A signed statement stays in their place, so that what remains still verifies. */
@Injectable()
export class AuditPolicy implements RetentionPolicy {
  readonly type = 'audit';
  readonly defaultDays = DATA_TYPES.audit.defaultDays;
  readonly endsByItself = false;

  constructor(private readonly pruning: Pruning) {}

  /** @throws MeshError 409 `audit-log-broken` when what is to go does not verify: it stays until somebody has looked. */
  async sweepTenant(tenantId: string, days: Days, run: SweepRun): Promise<void> {
    await run.pace(1);
    const { records } = await this.pruning.prune(tenantId, dayOf(overBefore(days)), { dryRun: run.isDryRun, signal: run.signal });
    run.removed(records);
    await run.pace(records);
    if (!run.isDryRun) await this.pruning.keepFor(tenantId, days);
  }
}
