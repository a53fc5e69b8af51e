import type { TaskDocument, TaskRef } from '../workflow/task';
import type { ScheduledTask } from './fair/scheduled-task';

/** A task as the schedule sees it; one without a plan yet counts as one step. */
export function scheduled(ref: TaskRef, document: TaskDocument, steps = document.workflow?.length): ScheduledTask {
  return {
    ref,
    priority: document.priority,
    cost: Math.max(1, steps ?? 1),
    ...(document.deadline === undefined ? {} : { deadlineMs: Date.parse(document.deadline) }),
    ...(document.networkLimit === undefined ? {} : { networkLimit: document.networkLimit }),
  };
}
