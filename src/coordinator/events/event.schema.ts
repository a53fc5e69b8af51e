import { eventsOf, id, object, optional, raw, text, time } from '../../openapi';
import type { BatchEventName, NetworkEventName, TaskEventName } from './mesh-event';

const common = { at: time(), by: optional(text('Who did it, where somebody did')) };
const OPEN = { additionalProperties: true };

/** What every event of a task says; what else it says depends on what happened. */
const ofTask = object({ task_id: id('task'), step_id: optional(text()), ...common });
const TASK_DATA = raw<object>({ ...ofTask.json, ...OPEN });
const NETWORK_DATA = raw<object>({ ...object({ network_id: optional(id('network')), ...common }).json, ...OPEN });
const BATCH_DATA = raw<object>({ ...object({ batch_id: id('batch'), task_id: optional(id('task')), ...common }).json, ...OPEN });

const TASK_EVENT_DATA = {
  'task.planned': TASK_DATA,
  'task.started': TASK_DATA,
  'step.started': TASK_DATA,
  'step.completed': TASK_DATA,
  'step.failed': TASK_DATA,
  'step.retrying': TASK_DATA,
  'step.skipped': TASK_DATA,
  'approval.requested': TASK_DATA,
  'approval.decided': TASK_DATA,
  'task.completed': TASK_DATA,
  'task.failed': TASK_DATA,
  'task.cancelled': TASK_DATA,
  'task.retried': TASK_DATA,
} satisfies Record<TaskEventName, unknown>;

/** The stream of a task, which ends with its last event. */
export const TASK_EVENTS = eventsOf(TASK_EVENT_DATA, { resumable: true });

/** The feed of a network. */
export const NETWORK_EVENTS = eventsOf(
  { ...TASK_EVENT_DATA, 'network.paused': NETWORK_DATA, 'network.resumed': NETWORK_DATA } satisfies Record<
    TaskEventName | NetworkEventName,
    unknown
  >,
  { resumable: true },
);

/** The stream of a batch. */
export const BATCH_EVENTS = eventsOf(
  { 'batch.created': BATCH_DATA, 'batch.progress': BATCH_DATA, 'batch.completed': BATCH_DATA } satisfies Record<BatchEventName, unknown>,
  { resumable: true },
);
