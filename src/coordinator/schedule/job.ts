import type { TaskRef } from '../workflow/task';

/** The queue of the mesh; its braces put all of BullMQ's keys into one Cluster slot. */
export const QUEUE_NAME = 'mesh';
export const QUEUE_PREFIX = '{mesh:queue}';

/** One piece of work for a worker: plan a task, work on a step, or bring the results of a task together. */
export type MeshJob =
  | { kind: 'plan'; ref: TaskRef; priority: number }
  | { kind: 'step'; ref: TaskRef; priority: number; stepId: string }
  | { kind: 'aggregate'; ref: TaskRef; priority: number };

/** The same work has the same id, so that queueing it again while it waits or runs changes nothing. */
export function jobIdOf(job: MeshJob): string {
  return job.kind === 'step' ? `${job.ref.taskId}.step.${job.stepId}` : `${job.ref.taskId}.${job.kind}`;
}
