import type { NetworkPlace } from '../../redis';
import type { DataType, Days } from '../../tenants';

/** What a policy is given to work with, and tells what it did. */
export interface SweepRun {
  /** Nothing is to be removed, only counted. */
  readonly isDryRun: boolean;
  /** Aborted when the process stops or another leads: nothing more is to be removed then. */
  readonly signal: AbortSignal;
  /** Waits until `items` may be looked at or removed. @throws the reason of `signal` once that is aborted */
  pace(items: number): Promise<void>;
  /** Notes that items went, or would have gone. */
  removed(count: number): void;
}

/** How long one type of data is kept, and how what is over goes. Every sweep may be broken off and done again. */
export interface RetentionPolicy {
  readonly type: DataType;
  /** What holds for tenants that have chosen nothing. */
  readonly defaultDays: Days;
  /** Whether what is kept by default ends by itself, so that there is something to sweep only for tenants that have chosen. */
  readonly endsByItself: boolean;
  /** Sweeps what a tenant has. */
  sweepTenant?(tenantId: string, days: Days, run: SweepRun): Promise<void>;
  /** Sweeps what one of its networks has. */
  sweepNetwork?(place: NetworkPlace, days: Days, run: SweepRun): Promise<void>;
}

/** DI token of the policies, one for each type of data. */
export const RETENTION_POLICIES = Symbol('RETENTION_POLICIES');

const DAY_MS = 86_400_000;

/** The time before which everything is over that is kept for `days` (epoch ms). */
export function overBefore(days: Days): number {
  return Date.now() - days * DAY_MS;
}
