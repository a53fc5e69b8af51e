import type { TaskRef } from '../../workflow/task';

/** A task as the schedule sees it. */
export interface ScheduledTask {
  ref: TaskRef;
  /** 1–10, 10 most urgent. */
  priority: number;
  /** Epoch ms; of two tasks of one level that with the earlier deadline is served first. */
  deadlineMs?: number | undefined;
  /** What it costs in fairness: its steps; 1 when not planned yet. */
  cost: number;
  /** Tasks of its network that may be in flight; undefined: no limit of its own. */
  networkLimit?: number | undefined;
}

/** A task that may run now. */
export interface Released {
  ref: TaskRef;
  priority: number;
  /** How far its tenant is above its part: other tasks of the tenant in flight ÷ its weight, rounded down; 0 is to be served first. */
  share: number;
}

/** What became of a task that was to enter: a slot is its own, it waits, or too many wait already. */
export type Entered = { verdict: 'run'; share: number } | { verdict: 'wait' } | { verdict: 'full'; retryAfterSeconds: number };

/** Why a task frees its slot: it `ended`, or is `parked`: it needs no worker now, but is looked after. */
export type Fate = 'ended' | 'parked';

/** How full the schedule is, over all tenants. */
export interface ScheduleCounts {
  waiting: number;
  inFlight: number;
  /** Parked or supervised: neither waiting nor in flight, but looked after. */
  parked: number;
  /** Tenants with a task that waits or is in flight. */
  tenants: number;
  /** For how long the one that waits longest has; 0 when none does. */
  oldestWaitingMs: number;
  /** Tasks that ended, over the last 50 to 60 s. */
  drainedPerSecond: number;
  /** Tasks that may be in flight, by what the workers can take. */
  window: number;
  /** Waiting tasks by the priority they were submitted with, 1–10. */
  waitingByPriority: Record<number, number>;
}

/** The name of a task in the schedule; no part of it contains a space. */
export function nameOfTask({ tenantId, networkId, taskId }: TaskRef): string {
  return `${tenantId} ${networkId} ${taskId}`;
}

/** The task that `nameOfTask` named. */
export function taskOfName(name: string): TaskRef {
  const [tenantId, networkId, taskId] = name.split(' ') as [string, string, string];
  return { tenantId, networkId, taskId };
}

/** The name of a network in the schedule. */
export function nameOfNetwork({ tenantId, networkId }: Pick<TaskRef, 'tenantId' | 'networkId'>): string {
  return `${tenantId} ${networkId}`;
}
