import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Channels } from '../events/channels';
import { isFinal, type TaskRef } from './task';
import { taskKey } from './task-keys';
import { TaskStore } from './task.store';

/** The channel of task-state.lua on which tasks that end while steps run are told. */
const CHANNEL = 'mesh:task-stops';

/** Tells attempts of this process that their task has ended, wherever that happened. */
@Injectable()
export class TaskStops implements OnModuleInit {
  private readonly listeners = new Map<string, Set<() => void>>();

  constructor(
    private readonly channels: Channels,
    private readonly tasks: TaskStore,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.channels.listen(CHANNEL, (key) => this.listeners.get(key)?.forEach((listener) => listener()));
  }

  /** Calls `listener` once the task is final or gone. A message may be lost while Redis is away: renewing the lease finds out then. */
  watch(ref: TaskRef, listener: () => void): () => void {
    const key = taskKey(ref);
    const look = () => {
      this.tasks.status(ref).then(
        (status) => (status === undefined || isFinal(status)) && listener(),
        () => undefined, // the attempt goes on, and its result will not be stored if the task has ended
      );
    };
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(look));
    return () => {
      listeners.delete(look);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }
}
