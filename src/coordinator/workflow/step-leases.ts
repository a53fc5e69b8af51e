import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { WorkerConfig } from '../schedule/worker.config';
import { StepStore } from './step.store';
import type { TaskRef } from './task';

/** A claim on a step that this process works on. */
export interface LeasedStep {
  ref: TaskRef;
  stepId: string;
  attempt: number;
  agentId: string;
  /** When it was claimed, in milliseconds since the epoch. */
  sinceMs: number;
  /** Called when the step is another's, or nobody waits for it. */
  onLost: () => void;
}

/** A step that is kept until it is released. */
export interface HeldStep {
  /** Like `renewed`, where half of the lease is over; else true. */
  isOurs: () => Promise<boolean>;
  /** Renews the lease at once. False when the step is another's, or nobody waits for it. @throws MeshError `redis-unavailable`. */
  renewed: () => Promise<boolean>;
  release: () => void;
}

interface Entry extends LeasedStep {
  /** When the last renewal that succeeded was sent. */
  renewedMs: number;
  isRenewing: boolean;
}

/** Looks in the time of a lease; one that could not be renewed because Redis was away is renewed as soon as it is back. */
const LOOKS = 12;

/** Keeps the steps that this process works on its own: those that take longer than a third of the lease are renewed. */
@Injectable()
export class StepLeases implements OnModuleDestroy {
  private readonly held = new Set<Entry>();
  private timer?: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: WorkerConfig,
    private readonly steps: StepStore,
  ) {}

  /** Holds a claimed step until it is released. */
  hold(step: LeasedStep): HeldStep {
    const entry = { ...step, renewedMs: step.sinceMs, isRenewing: false };
    this.held.add(entry);
    this.timer ??= setInterval(() => this.look(), this.config.leaseMs / LOOKS).unref();
    return {
      isOurs: async () => Date.now() - entry.renewedMs < this.config.leaseMs / 2 || this.renew(entry),
      renewed: () => this.renew(entry),
      release: () => {
        this.held.delete(entry);
        if (this.held.size === 0) this.rest();
      },
    };
  }

  onModuleDestroy(): void {
    this.rest();
  }

  private look(): void {
    const dueMs = Date.now() - this.config.leaseMs / 3;
    for (const entry of this.held) {
      if (entry.renewedMs > dueMs || entry.isRenewing) continue;
      entry.isRenewing = true;
      this.renew(entry)
        .then(
          (isOurs) => isOurs || entry.onLost(),
          () => undefined, // Redis is away: whoever claims the step meanwhile makes this attempt worthless
        )
        .finally(() => (entry.isRenewing = false));
    }
  }

  private async renew(entry: Entry): Promise<boolean> {
    const sentMs = Date.now();
    const isOurs = await this.steps.renew(entry.ref, entry.stepId, entry.attempt, entry.agentId, this.config.leaseMs);
    if (isOurs) entry.renewedMs = sentMs;
    return isOurs;
  }

  private rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
