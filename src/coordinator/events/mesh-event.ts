import type { SseEvent } from '../../security';

/** Every event of a task, as the contract names them, and what people decide. */
export type TaskEventName =
  | 'task.planned'
  | 'task.started'
  | 'step.started'
  | 'step.completed'
  | 'step.failed'
  | 'step.retrying'
  | 'step.skipped'
  | 'approval.requested'
  | 'approval.decided'
  | 'task.completed'
  | 'task.failed'
  | 'task.cancelled'
  | 'task.retried';

/** Every event of a batch. */
export type BatchEventName = 'batch.created' | 'batch.progress' | 'batch.completed';

/** What happens to a network, told in its feed between the events of its tasks. */
export type NetworkEventName = 'network.paused' | 'network.resumed';

/** An event of a stream; `id` orders it and is what a reader resumes from. */
export interface MeshEvent extends SseEvent {
  id: string;
  event: TaskEventName | BatchEventName | NetworkEventName;
  data: { at: string; task_id?: string; step_id?: string; agent_id?: string; by?: string } & Record<string, unknown>;
}

const LAST_EVENTS: ReadonlySet<string> = new Set<TaskEventName>(['task.completed', 'task.failed', 'task.cancelled']);

/** Whether `event` tells of the end of a task; only a retry can follow it. */
export function tellsEnd(event: MeshEvent): boolean {
  return LAST_EVENTS.has(event.event);
}

/** Reads an entry of a stream as the scripts write it; `subject` is what the whole stream is about. */
export function eventOf(subject: Readonly<Record<string, string>>, [id, fields]: [string, string[]]): MeshEvent {
  const data: MeshEvent['data'] = { at: '' };
  for (const name in subject) data[name] = subject[name];
  let event = '';
  for (let at = 0; at < fields.length; at += 2) {
    const value = fields[at + 1] as string;
    switch (fields[at]) {
      case 'event':
        event = value;
        break;
      case 'at':
        data.at = new Date(Number(value)).toISOString();
        break;
      case 'task':
        data.task_id = value;
        break;
      case 'step':
        if (value !== '') data.step_id = value;
        break;
      case 'by':
        if (value !== '') data.by = value;
        break;
      case 'details':
        if (value !== '{}') Object.assign(data, JSON.parse(value));
        break;
      default: // what a later version may add
        break;
    }
  }
  return { id, event: event as MeshEvent['event'], data };
}
