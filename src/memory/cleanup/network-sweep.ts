import { Injectable } from '@nestjs/common';
import { NetworksService } from '../../networks';
import { IndexInspectionStore } from '../index/index-inspection.store';
import { MemoryIndexStore, type MemoryPlace } from '../index/memory-index.store';
import { NetworkSummaries } from '../index/network-summaries';
import { expiredNumbers, sessionNumbers } from '../index/page-summaries';
import { CleanupMetrics } from './cleanup-metrics';
import { SweepStore } from './sweep.store';
import { Sweeps } from './sweeps';

/** Pages whose columns are remembered as counts, over all networks; those of networks swept longest ago go first. */
const MAX_PAGES = 20_000;

/** What a turn may still do. */
export interface SweepBudget {
  /** Memories to be removed; reached, not exceeded by more than one script. */
  memories: number;
}

/**
 * How a network was left: that there is more to do now, or when its next memory ends (epoch ms, or Infinity) and whether nobody has written to
 * it since it was swept last. `out-of-reach`: Redis does not have the network, and nobody can say yet whether the database does.
 */
export type SweepOutcome = { state: 'gone' | 'more' | 'out-of-reach' } | { state: 'done'; firstExpiryMs: number; isIdle: boolean };

/** Sweeps one network: what has expired, what sessions left behind, what others have registered; or all of it, once it is gone itself. */
@Injectable()
export class NetworkSweep {
  private readonly known = new Map<string, NetworkSummaries>();

  constructor(
    private readonly networks: NetworksService,
    private readonly index: MemoryIndexStore,
    private readonly inspection: IndexInspectionStore,
    private readonly store: SweepStore,
    private readonly sweeps: Sweeps,
    private readonly metrics: CleanupMetrics,
  ) {}

  async sweep(place: MemoryPlace, budget: SweepBudget, signal: AbortSignal): Promise<SweepOutcome> {
    if (!(await this.networks.has(place.tenantId, place.networkId))) {
      if (await this.networks.isGone(place.tenantId, place.networkId)) return this.forget(place, signal);
      if (!(await this.networks.has(place.tenantId, place.networkId))) return { state: 'out-of-reach' };
    }
    const outcome = await this.sweepMemories(place, budget, signal);
    if (outcome.state === 'more') return outcome;
    for (const { name, sweep } of this.sweeps.chores) {
      if (signal.aborted) return { state: 'more' };
      this.metrics.removed(name, await sweep(place, signal));
    }
    return outcome;
  }

  /** Before what others have registered, whose failures are not to keep here what has come to its end. */
  private async sweepMemories(place: MemoryPlace, budget: SweepBudget, signal: AbortSignal): Promise<SweepOutcome> {
    const summaries = this.summariesOf(place);
    const { version } = summaries;
    await summaries.update();
    for (const numbers of [this.expired(place, summaries), this.leftOver(place, summaries)]) {
      for await (const some of numbers) {
        if (signal.aborted || budget.memories <= 0) return { state: 'more' };
        const swept = await this.store.sweep(place, some.slice(0, budget.memories));
        this.metrics.removed('expired', swept.expired);
        this.metrics.removed('left-over', swept.leftOver);
        budget.memories -= swept.expired + swept.leftOver;
        if (budget.memories <= 0) return { state: 'more' };
      }
    }
    await summaries.update();
    return { state: 'done', firstExpiryMs: summaries.firstExpiryMs, isIdle: summaries.version === version };
  }

  private async forget(place: MemoryPlace, signal: AbortSignal): Promise<SweepOutcome> {
    this.known.delete(nameOf(place));
    for (const { name, forget } of this.sweeps.chores) {
      if (signal.aborted) return { state: 'more' };
      const removed = (await forget?.(place, signal)) ?? 0;
      this.metrics.removed(name, removed);
      if (removed > 0) return { state: 'more' };
    }
    const { removed, isDone } = await this.store.forget(place);
    this.metrics.removed('dead-network', removed);
    return { state: isDone ? 'gone' : 'more' };
  }

  private async *expired(place: MemoryPlace, summaries: NetworkSummaries): AsyncGenerator<number[]> {
    const nowMs = Date.now();
    for (const [page, { firstExpiryMs }] of summaries.pages) {
      if (firstExpiryMs > nowMs) continue;
      const [columns = Buffer.alloc(0)] = await this.index.columns(place, [page]);
      yield expiredNumbers(page, columns, nowMs);
    }
  }

  /** Of each session the first memory is tried: when it is left over, all of its page are. */
  private async *leftOver(place: MemoryPlace, summaries: NetworkSummaries): AsyncGenerator<number[]> {
    for (const [page, { sessionBound }] of summaries.pages) {
      if (sessionBound.size === 0) continue;
      const first = [...sessionBound.values()];
      yield first;
      const [columns = Buffer.alloc(0)] = await this.index.columns(place, [page]);
      const isGone = (number: number, session: number) => !sessionNumbers(page, columns, session).includes(number);
      const ended = [...sessionBound].filter(([session, number]) => isGone(number, session)).map(([session]) => session);
      yield ended.flatMap((session) => sessionNumbers(page, columns, session));
    }
  }

  private summariesOf(place: MemoryPlace): NetworkSummaries {
    const name = nameOf(place);
    const summaries = this.known.get(name) ?? new NetworkSummaries(this.index, this.inspection, place);
    this.known.delete(name);
    let pages = 0;
    for (const other of this.known.values()) pages += other.pages.size + 1;
    for (const [oldest, other] of this.known) {
      if (pages <= MAX_PAGES) break;
      pages -= other.pages.size + 1;
      this.known.delete(oldest);
    }
    this.known.set(name, summaries);
    return summaries;
  }
}

const nameOf = ({ tenantId, networkId }: MemoryPlace) => `${tenantId} ${networkId}`;
