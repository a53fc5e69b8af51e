import { Injectable } from '@nestjs/common';
import { AnswerCache } from '../../models';
import type { Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

/** Answers of models that are kept to be given again; by default, and at most, `MESH_CACHE_TTL_SECONDS`. */
@Injectable()
export class CachesPolicy implements RetentionPolicy {
  readonly type = 'caches';
  readonly defaultDays: Days;
  readonly endsByItself = true;

  constructor(private readonly answers: AnswerCache) {
    this.defaultDays = answers.defaultDays;
  }

  async sweepTenant(tenantId: string, days: Days, run: SweepRun): Promise<void> {
    const beforeMs = overBefore(days);
    await run.pace(1);
    if (run.isDryRun) return run.removed(await this.answers.countBefore(tenantId, beforeMs));
    for (;;) {
      const removed = await this.answers.forgetBefore(tenantId, beforeMs);
      if (removed === 0) return;
      run.removed(removed);
      await run.pace(removed);
    }
  }
}
