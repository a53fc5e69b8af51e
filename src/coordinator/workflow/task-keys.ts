import { networkKey, type NetworkPlace } from '../../redis';
import type { TaskRef } from './task';

/** What every key of a network begins with; the scripts of tasks name their keys from it. */
export function prefixOf({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, '');
}

/** The hash of a task. */
export function taskKey({ tenantId, networkId, taskId }: TaskRef): string {
  return networkKey(tenantId, networkId, 'task', taskId);
}

/** The stream of a task's events, which is also the channel that wakes its readers. */
export function eventsKey(ref: TaskRef): string {
  return `${taskKey(ref)}:events`;
}

/** The stream of what happens to all tasks of a network, and the channel that wakes its readers. */
export function feedKey({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'feed');
}

/** The tasks of a network: a sorted set of ids by creation in milliseconds. */
export function taskIndexKey({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'tasks');
}

/** The tasks of a network that failed or expired: a sorted set of ids by their end in milliseconds. */
export function deadLettersKey({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'dead-letters');
}

/** The steps of a network that wait for a decision: a sorted set of `<task> <step>` by expiry in milliseconds, `inf` for none. */
export function approvalsKey({ tenantId, networkId }: NetworkPlace): string {
  return networkKey(tenantId, networkId, 'approvals');
}

/** The steps that an agent was given: a sorted set of `<task> <step>` by when it was given them last, in milliseconds. */
export function agentStepsKey({ tenantId, networkId }: NetworkPlace, agentId: string): string {
  return networkKey(tenantId, networkId, 'agent-steps', agentId);
}
