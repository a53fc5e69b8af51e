import { Injectable } from '@nestjs/common';
import { OldTasks } from '../../coordinator';
import type { NetworkPlace } from '../../redis';
import { DATA_TYPES, type Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

/** Tasks with their plans, results and events, from their end. One that has not ended stays. */
@Injectable()
export class TasksPolicy implements RetentionPolicy {
  readonly type = 'tasks';
  readonly defaultDays = DATA_TYPES.tasks.defaultDays;
  readonly endsByItself = false; // their places in the lists of the network

  constructor(private readonly tasks: OldTasks) {}

  async sweepNetwork(place: NetworkPlace, days: Days, run: SweepRun): Promise<void> {
    for await (const taskIds of this.tasks.endedBefore(place, overBefore(days))) {
      await run.pace(taskIds.length);
      if (!run.isDryRun) await this.tasks.remove(place, taskIds);
      run.removed(taskIds.length);
    }
  }
}
