import { Injectable } from '@nestjs/common';
import { BatchStore } from '../../coordinator';
import type { NetworkPlace } from '../../redis';
import { DATA_TYPES, type Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

/** Batches that are finished, from when they were begun; their tasks are a type of their own. */
@Injectable()
export class BatchesPolicy implements RetentionPolicy {
  readonly type = 'batches';
  readonly defaultDays = DATA_TYPES.batches.defaultDays;
  readonly endsByItself = true;

  constructor(private readonly batches: BatchStore) {}

  async sweepNetwork(place: NetworkPlace, days: Days, run: SweepRun): Promise<void> {
    for await (const batchIds of this.batches.finishedBefore(place, overBefore(days))) {
      await run.pace(batchIds.length);
      if (!run.isDryRun) await this.batches.remove(place, batchIds);
      run.removed(batchIds.length);
    }
  }
}
