import type { BatchEventName, MeshEvent, NetworkEventName, TaskEventName } from '../../coordinator/events/mesh-event';
import type { MeshStreamEvent } from '../transport/follow';

/** What an event tells; more by its name. */
export type EventData = MeshEvent['data'];
/** An event of one task. */
export type TaskEvent = MeshStreamEvent<TaskEventName, EventData>;
/** An event of all tasks of a network, or of the network itself. */
export type NetworkEvent = MeshStreamEvent<TaskEventName | NetworkEventName, EventData>;
/** An event of a batch. */
export type BatchEvent = MeshStreamEvent<BatchEventName, EventData>;

/** Where a stream goes on. */
export interface ResumeOptions {
  /** The id of the last event that was seen. */
  lastEventId?: string;
}

const LAST: ReadonlySet<TaskEventName> = new Set<TaskEventName>(['task.completed', 'task.failed', 'task.cancelled']);

/** Whether a task is over with this event. */
export function isLastOfTask({ event }: TaskEvent): boolean {
  return LAST.has(event);
}
