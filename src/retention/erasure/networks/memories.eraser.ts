import { Injectable } from '@nestjs/common';
import { LongTerm, MemoryIndexStore, SweepAgenda, Sweeps, SweepStore } from '../../../memory';
import type { NetworkPlace } from '../../../redis';
import type { NetworkEraser } from '../network-eraser';

/** Memories in Redis with their index and vectors, and the sessions of the network. Their rows are a type of their own, which goes first. */
@Injectable()
export class MemoriesEraser implements NetworkEraser {
  readonly type = 'memories';

  constructor(
    private readonly index: MemoryIndexStore,
    private readonly store: SweepStore,
    private readonly sweeps: Sweeps,
    private readonly agenda: SweepAgenda,
  ) {}

  async erase(place: NetworkPlace, signal: AbortSignal): Promise<number> {
    const count = await this.index.count(place);
    for (const { forget } of this.sweeps.chores) while (((await forget?.(place, signal)) ?? 0) > 0) signal.throwIfAborted();
    while (!(await this.store.forget(place)).isDone) signal.throwIfAborted();
    await this.agenda.networks.remove(place);
    return count;
  }

  async remaining(place: NetworkPlace): Promise<number> {
    return this.index.count(place);
  }
}

/** Rows of the database: memories that are kept for long, and the network they belong to. */
@Injectable()
export class LongTermRowsEraser implements NetworkEraser {
  readonly type = 'long_term_rows';

  constructor(private readonly longTerm: LongTerm) {}

  async erase(place: NetworkPlace): Promise<number> {
    const count = await this.longTerm.countRows(place);
    await this.longTerm.eraseNetwork(place);
    return count;
  }

  async remaining(place: NetworkPlace): Promise<number> {
    return this.longTerm.countRows(place);
  }
}
