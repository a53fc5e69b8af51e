import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionOwners } from '../memory';
import type { NetworkPlace } from '../redis';
import { TaskRemoval } from './control/task-removal';

const SESSION_OVER = { code: 'session-over', detail: 'the session that the task belonged to is over', retryable: false };

/** What becomes of a session's tasks when it is over: those that run are cancelled, and all are removed. */
@Injectable()
export class SessionTasks implements OnModuleInit {
  constructor(
    private readonly owners: SessionOwners,
    private readonly removal: TaskRemoval,
  ) {}

  onModuleInit(): void {
    this.owners.register('tasks', (place: NetworkPlace, taskIds) => this.removal.remove(place, taskIds, SESSION_OVER));
  }
}
