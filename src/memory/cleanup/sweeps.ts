import { Injectable } from '@nestjs/common';
import type { MemoryPlace } from '../index/memory-index.store';

/** Something to be done for a network now and then; resolves to how many things it removed. It bounds itself to a moment of work. */
export type SweepChore = (place: MemoryPlace, signal: AbortSignal) => Promise<number>;

/** A chore of another part of the memory. */
export interface RegisteredChore {
  /** For metrics: one of few words. */
  name: string;
  sweep: SweepChore;
  /** What is left to do when the network itself is gone; without it nothing. */
  forget?: SweepChore;
}

/** What the sweeper does for every network beside what it knows itself. */
@Injectable()
export class Sweeps {
  private readonly registered: RegisteredChore[] = [];

  get chores(): readonly RegisteredChore[] {
    return this.registered;
  }

  /** `sweep` is called for each network that is due; `forget`, again and again until it resolves to 0, once the network is gone. */
  register(name: string, sweep: SweepChore, forget?: SweepChore): void {
    this.registered.push({ name, sweep, ...(forget === undefined ? {} : { forget }) });
  }
}
