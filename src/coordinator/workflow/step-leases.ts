import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { WorkerConfig } from '../schedule/worker.config';
import { StepStore } from './step.store';
import type { TaskRef } from './task';

/** A step that this process works on. */
interface Held {
  ref: TaskRef;
  stepId: string;
  attempt: number;
  agentId: string;
  sinceMs: number;
  onLost: () => void;
}

/** Keeps the steps that this process works on its own: those that take longer than a third of the lease are renewed. */
@Injectable()
export class StepLeases implements OnModuleDestroy {
  private readonly held = new Set<Held>();
  private timer?: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: WorkerConfig,
    private readonly steps: StepStore,
  ) {}

  /** Holds a claimed step until the way out is taken; `onLost` is called when it is another's, or nobody waits for it. */
  hold(held: Omit<Held, 'sinceMs'>): () => void {
    const { ref, stepId, attempt, agentId, onLost } = held;
    const entry = { ref, stepId, attempt, agentId, onLost, sinceMs: Date.now() };
    this.held.add(entry);
    this.timer ??= setInterval(() => this.renew(), this.config.leaseMs / 3).unref();
    return () => {
      this.held.delete(entry);
      if (this.held.size === 0) this.rest();
    };
  }

  onModuleDestroy(): void {
    this.rest();
  }

  /** Renews a lease at once. False when the step is another's, or nobody waits for it. @throws MeshError `redis-unavailable`. */
  renewed({ ref, stepId, attempt, agentId }: Omit<Held, 'sinceMs'>): Promise<boolean> {
    return this.steps.renew(ref, stepId, attempt, agentId, this.config.leaseMs);
  }

  private renew(): void {
    const dueMs = Date.now() - this.config.leaseMs / 3;
    for (const held of this.held) {
      if (held.sinceMs > dueMs) continue;
      this.renewed(held).then(
        (isOurs) => isOurs || held.onLost(),
        () => undefined, // Redis is away: whoever claims the step meanwhile makes this attempt worthless
      );
    }
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
