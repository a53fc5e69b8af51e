import {
  newSweepRecord,
  periodsView,
  readPeriods,
  RETENTION_POLICIES,
  TenantSweep,
  type RetentionPolicy,
  type SweepRecord,
} from '../../retention';
import { RetentionPeriods, type DataType } from '../../tenants';
import { wholeNumberOf, type MeshParts } from '../mesh';

/** Days for each type of data, or for ever where the type allows that. */
export type KeptFor = Record<DataType, number | 'forever'>;

/** What a sweep removed, or would have: items by type, and how often a type could not be swept. */
export type SweepResult = Pick<SweepRecord, 'removed' | 'failures'>;

const DEFAULT_TIMEOUT_MS = 600_000;
const MAX_TIMEOUT_MS = 86_400_000;

/** How long the tenant keeps what, and the removal of what is over. */
export class DataRetentionManager {
  private readonly periods: RetentionPeriods;

  constructor(private readonly parts: MeshParts) {
    this.periods = parts.get(RetentionPeriods);
  }

  /** Every type of data, as chosen or by default. */
  async getPeriods(): Promise<KeptFor> {
    const chosen = await this.periods.chosen(this.parts.tenantId);
    const policies = this.parts.get<readonly RetentionPolicy[]>(RETENTION_POLICIES);
    const entries = policies.map(({ type, defaultDays }) => [type, chosen[type] ?? defaultDays] as const);
    return periodsView(Object.fromEntries(entries) as Record<DataType, number>);
  }

  /** Puts a choice in the place of the one before: a type that is not named has its default again. @throws MeshError naming every type at fault */
  async setPeriods(periods: Partial<KeptFor>): Promise<KeptFor> {
    await this.periods.choose(this.parts.tenantId, readPeriods(periods));
    return this.getPeriods();
  }

  /**
   * Removes in this process what is over, or with `dryRun` counts it; what could not be removed stands in `failures`, for the next sweep.
   * @throws the reason of `signal`, a `TimeoutError` after `timeoutMs` (default ten minutes), MeshError while Redis is away
   */
  async sweep({
    dryRun = false,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    signal,
  }: { dryRun?: boolean; timeoutMs?: number; signal?: AbortSignal } = {}): Promise<SweepResult> {
    const timeout = AbortSignal.timeout(wholeNumberOf(timeoutMs, 'timeoutMs', 1, MAX_TIMEOUT_MS));
    const record = newSweepRecord(this.parts.tenantId, dryRun);
    await this.parts.get(TenantSweep).carryOut(record, AbortSignal.any([timeout, ...(signal ? [signal] : [])]));
    return { removed: record.removed, failures: record.failures };
  }
}
