import { Injectable, Logger } from '@nestjs/common';
import { IndexCheck, type CheckProgress } from '../index/index-check';
import { IndexFaults } from '../index/index-faults';
import { IndexInspectionStore } from '../index/index-inspection.store';
import type { MemoryPlace } from '../index/memory-index.store';
import { CleanupMetrics } from './cleanup-metrics';

/** Milliseconds between two checks of a network that has changed meanwhile. */
const CHECK_EVERY_MS = 3_600_000;
/** Checks that are under way at the same time. */
const MAX_RUNNING = 20;
/** Networks whose last check is remembered; one that is forgotten is checked again. */
const MAX_REMEMBERED = 10_000;

interface Running {
  place: MemoryPlace;
  version: string;
  steps: AsyncGenerator<CheckProgress>;
  faults: IndexFaults;
}

/** Checks the index of networks that have changed, a few steps at a time, and puts right what is wrong. */
@Injectable()
export class IndexWatch {
  private readonly logger = new Logger(IndexWatch.name);
  private readonly running = new Map<string, Running>();
  private readonly checked = new Map<string, { version: string; atMs: number }>();

  constructor(
    private readonly check: IndexCheck,
    private readonly inspection: IndexInspectionStore,
    private readonly metrics: CleanupMetrics,
  ) {}

  /** Begins to check a network, if it has changed since it was checked last. */
  async consider(place: MemoryPlace): Promise<void> {
    const name = `${place.tenantId} ${place.networkId}`;
    if (this.running.size >= MAX_RUNNING || this.running.has(name)) return;
    const last = this.checked.get(name);
    if (last !== undefined && Date.now() - last.atMs < CHECK_EVERY_MS) return;
    const { epoch, version: count } = await this.inspection.meta(place);
    const version = `${epoch} ${count}`;
    if (last?.version === version) return;
    const faults = new IndexFaults();
    this.running.set(name, { place, version, faults, steps: this.check.steps(place, faults, { isDeep: false, mends: true }) });
  }

  /** Takes at most `steps` steps of the checks that are under way, each of a few milliseconds in Redis. */
  async advance(steps: number, signal: AbortSignal): Promise<void> {
    let left = steps;
    while (left > 0 && this.running.size > 0) {
      for (const [name, running] of this.running) {
        if (signal.aborted || left === 0) return;
        left -= 1;
        await this.step(name, running);
      }
    }
  }

  /** Gives up the checks that are under way. */
  rest(): void {
    this.running.clear();
  }

  private async step(name: string, running: Running): Promise<void> {
    try {
      const next = (await running.steps.next()) as IteratorResult<CheckProgress, undefined>;
      if (next.done !== true) return this.metrics.removed('mended', next.value.mended);
    } catch (error) {
      this.running.delete(name);
      throw error;
    }
    this.running.delete(name);
    this.remember(name, running.version);
    const { faults, place } = running;
    if (faults.total === 0) return;
    this.logger.warn({ ...place, faults: Object.fromEntries(faults.counts), examples: faults.examples }, 'a memory index was put right');
  }

  private remember(name: string, version: string): void {
    this.checked.delete(name);
    this.checked.set(name, { version, atMs: Date.now() });
    const [oldest] = this.checked.keys();
    if (this.checked.size > MAX_REMEMBERED && oldest !== undefined) this.checked.delete(oldest);
  }
}
