import type { SseEvent } from '../../security';

/** Every event of a task, as the contract names them. */
export type TaskEventName =
  | 'task.planned'
  | 'task.started'
  | 'step.started'
  | 'step.completed'
  | 'step.failed'
  | 'step.retrying'
  | 'approval.requested'
  | 'task.completed'
  | 'task.failed'
  | 'task.cancelled';

/** An event of a task's stream; `id` orders it and is what a reader resumes from. */
export interface TaskEvent extends SseEvent {
  id: string;
  event: TaskEventName;
  data: { task_id: string; at: string; step_id?: string } & Record<string, unknown>;
}

const LAST_EVENTS: ReadonlySet<TaskEventName> = new Set<TaskEventName>(['task.completed', 'task.failed', 'task.cancelled']);

/** Whether nothing can follow `event`. */
export function endsStream(event: TaskEvent): boolean {
  return LAST_EVENTS.has(event.event);
}

/** Reads an entry of the stream as the scripts write it. */
export function eventOf(taskId: string, [id, flat]: [string, string[]]): TaskEvent {
  const fields = new Map<string, string>();
  for (let i = 0; i < flat.length; i += 2) fields.set(flat[i] as string, flat[i + 1] as string);
  const step = fields.get('step') ?? '';
  return {
    id,
    event: fields.get('event') as TaskEventName,
    data: {
      task_id: taskId,
      at: new Date(Number(fields.get('at'))).toISOString(),
      ...(step === '' ? {} : { step_id: step }),
      ...(JSON.parse(fields.get('details') ?? '{}') as Record<string, unknown>),
    },
  };
}
