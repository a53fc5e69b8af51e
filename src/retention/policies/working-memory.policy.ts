import { Injectable } from '@nestjs/common';
import { MemoryService } from '../../memory';
import type { NetworkPlace } from '../../redis';
import { DATA_TYPES, type Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

/** Memories that are not kept for long, from when they were said. Each ends by itself; a shorter choice holds for those that are there, too. */
@Injectable()
export class WorkingMemoryPolicy implements RetentionPolicy {
  readonly type = 'working_memory';
  readonly defaultDays = DATA_TYPES.working_memory.defaultDays;
  readonly endsByItself = true;

  constructor(private readonly memories: MemoryService) {}

  async sweepNetwork(place: NetworkPlace, days: Days, run: SweepRun): Promise<void> {
    if (days === Infinity) return;
    for await (const memoryIds of this.memories.saidBefore(place, overBefore(days))) {
      await run.pace(memoryIds.length);
      run.removed(run.isDryRun ? memoryIds.length : await this.memories.deleteAll(place.tenantId, place.networkId, memoryIds));
    }
  }
}
