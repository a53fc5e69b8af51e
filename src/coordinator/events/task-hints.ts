import { setMaxListeners } from 'node:events';
import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RedisClient, type RedisConnection } from '../../redis';
import { eventsKey } from '../workflow/task.store';
import type { TaskRef } from '../workflow/task';

/** The channel that append-event.lua wakes readers on. */
const CHANNEL = 'mesh:task-events';

/** Tells those who watch a task in this process that something may have happened to it: one subscription for all. */
@Injectable()
export class TaskHints implements OnModuleInit, BeforeApplicationShutdown {
  private readonly subscription: RedisConnection;
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly stopping = new AbortController();

  constructor(redis: RedisClient) {
    setMaxListeners(0, this.stopping.signal); // one for each stream and running step
    this.subscription = redis.open('subscribe');
  }

  async onModuleInit(): Promise<void> {
    this.subscription.on('message', (_channel: string, stream: string) => this.listeners.get(stream)?.forEach((listener) => listener()));
    await this.subscription.subscribe(CHANNEL);
  }

  /** Aborts when this process stops, so that streams end and workers let go. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  /** Calls `listener` after each change of the task; a change may be missed while Redis is away. Returns the way out. */
  watch(ref: TaskRef, listener: () => void): () => void {
    const stream = eventsKey(ref);
    const listeners = this.listeners.get(stream) ?? new Set();
    this.listeners.set(stream, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(stream);
    };
  }

  /** Ends every stream and calls off every step of this process. */
  stop(): void {
    this.stopping.abort();
  }

  beforeApplicationShutdown(): void {
    this.stop();
  }
}
