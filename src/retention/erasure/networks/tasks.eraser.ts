import { Injectable } from '@nestjs/common';
import { FairSchedule, TaskLists, TaskRemoval } from '../../../coordinator';
import type { NetworkPlace } from '../../../redis';
import type { NetworkEraser } from '../network-eraser';

const TASKS_AT_ONCE = 100;
/** Why tasks that run are cancelled. */
const ERASED = { code: 'network-erased', detail: 'the network of this task is being erased', retryable: false };

/** Tasks with their events and journals, their jobs in the queue and their places in the schedule. Those that run are called off. */
@Injectable()
export class TasksEraser implements NetworkEraser {
  readonly type = 'tasks';

  constructor(
    private readonly lists: TaskLists,
    private readonly removal: TaskRemoval,
    private readonly schedule: FairSchedule,
  ) {}

  async erase(place: NetworkPlace, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for (;;) {
      signal.throwIfAborted();
      const { data: taskIds } = await this.lists.newestIds(place, { limit: TASKS_AT_ONCE });
      if (taskIds.length === 0) break;
      await this.removal.remove(place, taskIds, ERASED);
      erased += taskIds.length;
    }
    // Not before: what waits of a paused network must not be handed out.
    await this.schedule.setPaused(place.tenantId, place.networkId, false);
    return erased;
  }

  async remaining(place: NetworkPlace): Promise<number> {
    const { data } = await this.lists.newestIds(place, { limit: TASKS_AT_ONCE });
    return data.length + ((await this.schedule.isPaused(place.tenantId, place.networkId)) ? 1 : 0);
  }
}
