import { Injectable } from '@nestjs/common';
import { BatchStore, TasksOfPerson } from '../../../coordinator';
import { SessionsService } from '../../../memory';
import type { NetworkPlace } from '../../../redis';
import { countOf, type Person, type PersonalRecord, type PersonEraser } from '../person-eraser';
import { Places } from './places';

const TASKS_AT_ONCE = 100;

/** The tasks that a person submitted, and those of its sessions, with their events, journals and results. */
@Injectable()
export class PersonTasksEraser implements PersonEraser {
  readonly type = 'tasks';

  constructor(
    private readonly places: Places,
    private readonly tasks: TasksOfPerson,
    private readonly sessions: SessionsService,
  ) {}

  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for await (const { place } of this.places.of(tenantId, signal)) {
      const sessionIds = await this.sessions.idsOfPerson(place, userId);
      for await (const { taskId, status, document, result } of this.tasks.submitted(place, userId, sessionIds)) {
        const { task, context } = document;
        const outcome: unknown = result === null ? null : JSON.parse(result);
        yield { type: 'task', task_id: taskId, network_id: place.networkId, status, task, context, result: outcome };
      }
    }
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    const remove = async (place: NetworkPlace, taskIds: readonly string[]): Promise<void> => {
      await this.tasks.remove(place, taskIds);
      erased += taskIds.length;
    };
    for await (const { place } of this.places.of(tenantId, signal)) {
      const taskIds: string[] = [];
      const sessionIds = await this.sessions.idsOfPerson(place, userId);
      for await (const { taskId } of this.tasks.submitted(place, userId, sessionIds)) {
        signal.throwIfAborted();
        taskIds.push(taskId);
        if (taskIds.length === TASKS_AT_ONCE) await remove(place, taskIds.splice(0));
      }
      if (taskIds.length > 0) await remove(place, taskIds);
    }
    return erased;
  }

  async remaining(person: Person, signal: AbortSignal): Promise<number> {
    return countOf(this.read(person, signal));
  }
}

/** The batches that a person submitted. */
@Injectable()
export class PersonBatchesEraser implements PersonEraser {
  readonly type = 'batches';

  constructor(
    private readonly places: Places,
    private readonly tasks: TasksOfPerson,
    private readonly batches: BatchStore,
  ) {}

  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for await (const { place } of this.places.of(tenantId, signal)) {
      for await (const { ref, total, createdMs } of this.tasks.batches(place, userId)) {
        yield { type: 'batch', batch_id: ref.batchId, network_id: place.networkId, total, created_at: new Date(createdMs).toISOString() };
      }
    }
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const { place } of this.places.of(tenantId, signal)) {
      for await (const { ref } of this.tasks.batches(place, userId)) {
        await this.batches.remove(place, [ref.batchId]);
        erased += 1;
      }
    }
    return erased;
  }

  async remaining(person: Person, signal: AbortSignal): Promise<number> {
    return countOf(this.read(person, signal));
  }
}
