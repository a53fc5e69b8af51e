import type { Claimed } from '../workflow/claim';
import type { TaskRef } from '../workflow/task';

/** The queue of the mesh; its braces put all of BullMQ's keys into one Cluster slot. */
export const QUEUE_NAME = 'mesh';
export const QUEUE_PREFIX = '{mesh:queue}';

/** What every piece of work says. */
interface Work {
  ref: TaskRef;
  /** 1–10, 10 most urgent. */
  priority: number;
  /** How far the tenant is above its part, see the schedule: 0 is served first. */
  share: number;
}

/** Work on one step. */
export interface StepJob extends Work {
  kind: 'step';
  stepId: string;
  /** The attempt it is to be. */
  attempt: number;
  /** Not before then, in milliseconds since the epoch. */
  notBeforeMs?: number;
  /** Where this worker has claimed it already: such work is never queued. */
  claimed?: Claimed;
}

/** One piece of work for a worker: plan and start a task, work on a step, or bring the results of a task together and end it. */
export type MeshJob = (Work & { kind: 'start' | 'finish' }) | StepJob;

/** The same work has the same id, so that queueing it again while it waits or runs changes nothing. */
export function jobIdOf(job: MeshJob): string {
  const { taskId } = job.ref;
  if (job.kind !== 'step') return `${taskId}.${job.kind}`;
  return `${taskId}.step.${job.stepId}.${job.attempt}${job.notBeforeMs === undefined ? '' : `.${job.notBeforeMs}`}`;
}
