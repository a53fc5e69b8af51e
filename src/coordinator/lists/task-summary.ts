import type { Failure, TaskDocument, TaskReceipt, TaskRecord, TaskRef, TaskStatus } from '../workflow/task';

/** A task as lists show it: without its context, its plan and what its steps have come to. */
export interface TaskSummary extends TaskReceipt {
  task: string;
  /** 1–10, 10 most urgent. */
  priority: number;
  sessionId?: string;
  /** RFC 3339. */
  deadline?: string;
  /** The share of steps that need no more work, 0–1; 1 once the task is completed. */
  progress: number;
  error?: Failure;
  /** Null when the price of any model used is not known. */
  costMicroUsd: number | null;
  startedMs?: number;
  finishedMs?: number;
}

/** What a task's hash holds of its document beside it, so that a list need not read documents. */
export function summaryFields({ task, priority, sessionId, deadline }: TaskDocument): string[] {
  const fields = ['task', task, 'priority', String(priority)];
  if (sessionId !== undefined) fields.push('session', sessionId);
  if (deadline !== undefined) fields.push('deadline', deadline);
  return fields;
}

/** The fields that `summaryFrom` reads, in its order. */
export const SUMMARY_FIELDS = [
  'status',
  'parked',
  'created',
  'started',
  'finished',
  'task',
  'priority',
  'session',
  'deadline',
  'steps',
  'left',
  'error',
  'cost',
  'unpriced',
] as const;

/** Reads a summary from the values of `SUMMARY_FIELDS`; undefined when there is no such task. */
export function summaryFrom(ref: TaskRef, values: readonly (string | null)[]): TaskSummary | undefined {
  const [stored, parked, created, started, finished, task, priority, session, deadline, steps, left, error, cost, unpriced] = values;
  if (!stored) return undefined;
  const status = shownStatus(stored as TaskStatus, parked ?? null);
  return {
    ref,
    status,
    createdMs: Number(created),
    ...(started ? { startedMs: Number(started) } : {}),
    ...(finished ? { finishedMs: Number(finished) } : {}),
    task: task ?? '',
    priority: Number(priority),
    ...(session ? { sessionId: session } : {}),
    ...(deadline ? { deadline } : {}),
    progress: progressOf(status, Number(steps ?? 0), Number(left ?? 0)),
    ...(error ? { error: JSON.parse(error) as Failure } : {}),
    costMicroUsd: unpriced ? null : Number(cost ?? 0),
  };
}

/** As read-statuses.lua: a running task is parked while nothing but decisions of people can bring it forward. */
function shownStatus(stored: TaskStatus, parked: string | null): TaskStatus {
  return stored === 'running' && parked !== null ? 'awaiting_approval' : stored;
}

/** The summary of a task that was read whole. */
export function summaryOf({ document, steps, ...task }: TaskRecord): TaskSummary {
  const { task: text, priority, sessionId, deadline } = document;
  return { ...task, task: text, priority, sessionId, deadline, progress: progressOf(task.status, steps.size, task.left) };
}

function progressOf(status: TaskStatus, steps: number, left: number): number {
  if (status === 'completed') return 1;
  if (steps === 0) return 0;
  return Math.round(((steps - left) / steps) * 100) / 100;
}
