import type { SseEvent } from '../../security';

/** Every event of a task, as the contract names them, and what people decide. */
export type TaskEventName =
  | 'task.planned'
  | 'task.started'
  | 'step.started'
  | 'step.completed'
  | 'step.failed'
  | 'step.retrying'
  | 'approval.requested'
  | 'approval.decided'
  | 'task.completed'
  | 'task.failed'
  | 'task.cancelled';

/** Every event of a batch. */
export type BatchEventName = 'batch.created' | 'batch.progress' | 'batch.completed';

/** What happens to a network, told in its feed between the events of its tasks. */
export type NetworkEventName = 'network.paused' | 'network.resumed';

/** An event of a stream; `id` orders it and is what a reader resumes from. */
export interface MeshEvent extends SseEvent {
  id: string;
  event: TaskEventName | BatchEventName | NetworkEventName;
  data: { at: string; task_id?: string; step_id?: string; by?: string } & Record<string, unknown>;
}

const LAST_EVENTS: ReadonlySet<string> = new Set<TaskEventName>(['task.completed', 'task.failed', 'task.cancelled']);

/** Whether `event` tells of the end of a task; only a retry can follow it. */
export function tellsEnd(event: MeshEvent): boolean {
  return LAST_EVENTS.has(event.event);
}

/** Reads an entry of a stream as the scripts write it; `subject` is what the whole stream is about. */
export function eventOf(subject: Readonly<Record<string, string>>, [id, flat]: [string, string[]]): MeshEvent {
  const fields = new Map<string, string>();
  for (let i = 0; i < flat.length; i += 2) fields.set(flat[i] as string, flat[i + 1] as string);
  const told = (name: string, as: string) => (fields.get(name) ? { [as]: fields.get(name) } : {});
  return {
    id,
    event: fields.get('event') as MeshEvent['event'],
    data: {
      ...subject,
      at: new Date(Number(fields.get('at'))).toISOString(),
      ...told('task', 'task_id'),
      ...told('step', 'step_id'),
      ...told('by', 'by'),
      ...(JSON.parse(fields.get('details') ?? '{}') as Record<string, unknown>),
    },
  };
}
