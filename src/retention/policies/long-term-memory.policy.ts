import { Injectable } from '@nestjs/common';
import { LongTermPolicy } from '../../memory';
import type { NetworkPlace } from '../../redis';
import type { Days } from '../../tenants';
import type { RetentionPolicy, SweepRun } from './retention-policy';

/** Memories that are kept for long, from when they were said, in Redis and in the database; by default `MESH_LONG_TERM_DAYS`. */
@Injectable()
export class LongTermMemoryPolicy implements RetentionPolicy {
  readonly type = 'long_term_memory';
  readonly defaultDays: Days;
  readonly endsByItself = false;

  constructor(private readonly memories: LongTermPolicy) {
    this.defaultDays = memories.defaultDays;
  }

  async sweepNetwork(place: NetworkPlace, _days: Days, run: SweepRun): Promise<void> {
    await run.pace(1);
    if (run.isDryRun) return run.removed(await this.memories.outdated(place));
    for (;;) {
      const forgotten = await this.memories.enforce(place, run.signal);
      if (forgotten === 0) return;
      run.removed(forgotten);
      await run.pace(forgotten);
    }
  }
}
