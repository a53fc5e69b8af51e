import { invalidField } from '../errors';
import type { AgentTask } from './agent';

/** One kind of work that an agent does, and the words of a task that ask for it. */
export interface TaskTypeRule<Type extends string = string> {
  type: Type;
  /** Must not be global: a search begins anew each time. */
  words: RegExp;
}

/**
 * What a step asks of its agent: `context.task_type` where it is given, else the first rule whose words stand in the step's task, then in the
 * goal, else the first type.
 * @throws MeshError invalid `context.task_type` when it names no type of the agent.
 */
export function taskTypeOf<Type extends string>(
  task: Pick<AgentTask, 'task' | 'goal' | 'context'>,
  rules: readonly TaskTypeRule<Type>[],
): Type {
  const named = task.context.task_type;
  if (named !== undefined) {
    const rule = rules.find(({ type }) => type === named);
    if (rule === undefined) throw invalidField('context.task_type', `must be one of ${rules.map(({ type }) => type).join(', ')}`);
    return rule.type;
  }
  for (const text of [task.task, task.goal]) {
    const rule = rules.find(({ words }) => words.test(text));
    if (rule !== undefined) return rule.type;
  }
  return rules[0]!.type;
}
