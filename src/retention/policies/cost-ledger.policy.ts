import { Injectable } from '@nestjs/common';
import { LedgerDays } from '../../models';
import { DATA_TYPES, type Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

const DAY_MS = 86_400_000;

/** What calls cost, by day. A longer choice lets the days that are there live on. */
@Injectable()
export class CostLedgerPolicy implements RetentionPolicy {
  readonly type = 'cost_ledger';
  readonly defaultDays = DATA_TYPES.cost_ledger.defaultDays;
  readonly endsByItself = true;

  constructor(private readonly ledger: LedgerDays) {}

  async sweepTenant(tenantId: string, days: Days, run: SweepRun): Promise<void> {
    const firstDay = Math.floor(overBefore(days) / DAY_MS);
    for await (const some of this.ledger.before(tenantId, firstDay)) {
      await run.pace(some.length);
      if (!run.isDryRun) await this.ledger.remove(tenantId, some);
      run.removed(some.length);
    }
    await run.pace(days);
    if (!run.isDryRun) await this.ledger.keepFor(tenantId, firstDay, days);
  }
}
