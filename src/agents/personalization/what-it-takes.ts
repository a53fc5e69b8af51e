import type { AgentTask } from '../agent';
import { hasMails } from './mails/mails-of-task';
import type { PersonalTaskType } from './task-types';

/** Fields of the context that hold a table for whoever reads one. */
const TABLES = ['dataset_id', 'rows'];
/** Fields of the context that tell of people. */
const PEOPLE = ['customers', 'recipients', 'purchases', ...TABLES];

/** Whether the task holds what a kind of work reads: its words alone may ask for more than there is. */
export function hasWhatItTakes(type: PersonalTaskType, task: Pick<AgentTask, 'context' | 'inputs'>): boolean {
  switch (type) {
    case 'template':
      // A template alone says what is wanted: that its recipients are missing is to be told.
      return has(task, ['template']) || (hasMails(task) && has(task, ['recipients', ...TABLES]));
    case 'recommendations':
      return has(task, ['purchases', ...TABLES]);
    case 'behavioural':
      return has(task, ['activity', ...TABLES]);
    case 'segment':
      return has(task, PEOPLE);
    case 'content':
      return true;
  }
}

function has({ context }: Pick<AgentTask, 'context'>, names: readonly string[]): boolean {
  return names.some((name) => context[name] !== undefined);
}
