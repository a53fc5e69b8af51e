import { Injectable } from '@nestjs/common';
import { OldTasks } from '../../coordinator';
import type { NetworkPlace } from '../../redis';
import { DATA_TYPES, type Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

/** What happened in tasks that have ended, and what the feeds of networks tell. */
@Injectable()
export class EventsPolicy implements RetentionPolicy {
  readonly type = 'events';
  readonly defaultDays = DATA_TYPES.events.defaultDays;
  readonly endsByItself = false; // feeds live as long as something happens in their network

  constructor(private readonly tasks: OldTasks) {}

  async sweepNetwork(place: NetworkPlace, days: Days, run: SweepRun): Promise<void> {
    const beforeMs = overBefore(days);
    for await (const taskIds of this.tasks.endedBefore(place, beforeMs)) {
      await run.pace(taskIds.length);
      run.removed(await (run.isDryRun ? this.tasks.countEvents(place, taskIds) : this.tasks.forgetEvents(place, taskIds)));
    }
    await run.pace(1);
    run.removed(await (run.isDryRun ? this.tasks.countFeed(place, beforeMs) : this.tasks.trimFeed(place, beforeMs)));
  }
}
