import { Injectable } from '@nestjs/common';
import type { NetworkPlace } from '../../redis';
import type { BatchRef } from '../batch/batch';
import { batchEventsKey, BatchStore } from '../batch/batch.store';
import { isFinal, type TaskRef } from '../workflow/task';
import { eventsKey, feedKey } from '../workflow/task-keys';
import { TaskStore } from '../workflow/task.store';
import type { EventSource } from './event-reader';
import { tellsEnd } from './mesh-event';

/** The streams that can be followed. */
@Injectable()
export class EventSources {
  constructor(
    private readonly tasks: TaskStore,
    private readonly batches: BatchStore,
  ) {}

  /** All that happens to a task. It is over when the task has ended, unless it was taken up again, and when the task or what is known of it is gone. */
  task(ref: TaskRef): EventSource {
    return {
      key: eventsKey(ref),
      subject: { task_id: ref.taskId },
      isOver: async (last) => {
        if (last !== undefined && !tellsEnd(last)) return false;
        const status = await this.tasks.status(ref);
        if (status === undefined) return true;
        // They go before the task does where they are kept for less long.
        return isFinal(status) && (last !== undefined || !(await this.tasks.hasEvents(ref)));
      },
    };
  }

  /** What happens to all tasks of a network, without details. It is never over. */
  network(place: NetworkPlace): EventSource {
    return { key: feedKey(place), subject: { network_id: place.networkId }, isOver: () => Promise.resolve(false) };
  }

  /** The ends of the tasks of a batch. It is over when all have ended, unless one was taken up again, and when the batch is gone. */
  batch(ref: BatchRef): EventSource {
    return {
      key: batchEventsKey(ref),
      subject: { batch_id: ref.batchId },
      isOver: async (last) => (last === undefined || last.event === 'batch.completed') && this.batches.isOver(ref),
    };
  }
}
