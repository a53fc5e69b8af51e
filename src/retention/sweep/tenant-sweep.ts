import { Inject, Injectable, Logger } from '@nestjs/common';
import { AuditLog, newEventId } from '../../audit';
import { NetworksService, type Network } from '../../networks';
import type { Page } from '../../redis';
import { RetentionPeriods, type ChosenPeriods, type DataType } from '../../tenants';
import { RETENTION_POLICIES, type RetentionPolicy, type SweepRun } from '../policies/retention-policy';
import { RetentionConfig } from '../retention.config';
import { RetentionMetrics } from './retention-metrics';
import { SweepPace } from './sweep-pace';
import type { SweepRecord } from './sweep-record';
import { RetentionSweepStore } from './sweep.store';

/** Networks after which it is noted how far a sweep has come. */
const NETWORKS_AT_ONCE = 20;

/** Sweeps what one tenant keeps: every policy, over all its networks. */
@Injectable()
export class TenantSweep {
  private readonly logger = new Logger(TenantSweep.name);
  private readonly pace: SweepPace;

  constructor(
    @Inject(RETENTION_POLICIES) private readonly policies: readonly RetentionPolicy[],
    private readonly periods: RetentionPeriods,
    private readonly networks: NetworksService,
    private readonly store: RetentionSweepStore,
    private readonly metrics: RetentionMetrics,
    private readonly audit: AuditLog,
    config: RetentionConfig,
  ) {
    this.pace = new SweepPace(config.itemsPerSecond);
  }

  /**
   * Goes on with a sweep, from where it was left, until it is done. What goes wrong with one type does not stop the others: it is counted in the
   * record, and the next sweep tries again. @throws the reason of `signal` once that is aborted, MeshError 503 while Redis is away
   */
  async carryOut(record: SweepRecord, signal: AbortSignal): Promise<void> {
    const startedAtMs = Date.now();
    // A count of what would go must not have the same networks twice.
    const isResumed = record.status === 'running' && record.cursor !== undefined && !record.isDryRun;
    if (!isResumed) Object.assign(record, { cursor: undefined, removed: {}, failures: {}, startedAt: new Date(startedAtMs).toISOString() });
    record.status = 'running';
    await this.store.keep(record);
    const chosen = await this.periods.chosen(record.tenantId);
    if (!isResumed) await this.sweepTenant(record, chosen, signal);
    await this.sweepNetworks(record, chosen, signal);
    Object.assign(record, { status: 'completed', cursor: undefined, finishedAt: new Date().toISOString() });
    await this.store.keep(record);
    if (!record.isDryRun) this.note(record, startedAtMs);
  }

  private async sweepTenant(record: SweepRecord, chosen: ChosenPeriods, signal: AbortSignal): Promise<void> {
    const { tenantId } = record;
    await this.each(record, chosen, signal, (policy, days, run) => policy.sweepTenant?.(tenantId, days, run));
  }

  private async sweepNetworks(record: SweepRecord, chosen: ChosenPeriods, signal: AbortSignal): Promise<void> {
    const { tenantId } = record;
    for (;;) {
      const page = await this.pageOf(record, signal);
      for (const { networkId } of page.data) {
        const place = { tenantId, networkId };
        await this.each(record, chosen, signal, (policy, days, run) => policy.sweepNetwork?.(place, days, run));
      }
      if (page.next_cursor === null) return;
      record.cursor = page.next_cursor;
      await this.store.keep(record);
    }
  }

  /** An empty last page where the list cannot be had. */
  private async pageOf(record: SweepRecord, signal: AbortSignal): Promise<Page<Network>> {
    try {
      return await this.networks.list(record.tenantId, { limit: NETWORKS_AT_ONCE, cursor: record.cursor });
    } catch (error) {
      for (const policy of this.policies) if (policy.sweepNetwork !== undefined) this.failed(record, policy.type, error, signal);
      return { data: [], next_cursor: null };
    }
  }

  private async each(
    record: SweepRecord,
    chosen: ChosenPeriods,
    signal: AbortSignal,
    sweep: (policy: RetentionPolicy, days: number, run: SweepRun) => Promise<void> | undefined,
  ): Promise<void> {
    for (const policy of this.policies) {
      signal.throwIfAborted();
      const days = chosen[policy.type];
      if (days === undefined && policy.endsByItself) continue;
      try {
        await sweep(policy, days ?? policy.defaultDays, this.runOf(record, policy.type, signal));
      } catch (error) {
        this.failed(record, policy.type, error, signal);
      }
    }
  }

  private failed(record: SweepRecord, type: DataType, error: unknown, signal: AbortSignal): void {
    signal.throwIfAborted();
    this.metrics.failed(type);
    record.failures[type] = (record.failures[type] ?? 0) + 1;
    this.logger.warn({ tenantId: record.tenantId, type, err: error }, 'a type of data could not be swept; the next sweep tries again');
  }

  private runOf(record: SweepRecord, type: DataType, signal: AbortSignal): SweepRun {
    return {
      isDryRun: record.isDryRun,
      signal,
      pace: (items) => this.pace.pass(items, signal),
      removed: (count) => {
        if (count === 0) return;
        record.removed[type] = (record.removed[type] ?? 0) + count;
        if (!record.isDryRun) this.metrics.removed(type, count);
      },
    };
  }

  /** In the log the sweep is called by what it removed: `tasks=3,events=40`. */
  private note({ tenantId, removed, failures }: SweepRecord, startedAtMs: number): void {
    const counts = Object.entries(removed).map(([type, count]) => `${type}=${count}`);
    const failed = Object.keys(failures);
    this.audit.record({
      id: newEventId(),
      tenantId,
      atMs: startedAtMs,
      actor: { kind: 'system', name: 'retention' },
      action: 'retention-policy.sweep',
      resource: { kind: 'retention-policy', id: counts.join(',') || 'nothing' },
      outcome: failed.length === 0 ? 'allowed' : 'failed',
      durationMs: Date.now() - startedAtMs,
      ...(failed.length > 0 && { reason: `not-swept: ${failed.join(',')}` }),
    });
  }
}
