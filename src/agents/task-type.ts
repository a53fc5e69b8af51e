import { invalidField } from '../errors';
import type { AgentTask } from './agent';

/** One kind of work that an agent does, and the words of a task that ask for it. */
export interface TaskTypeRule<Type extends string = string> {
  type: Type;
  /** Must not be global: a search begins anew each time. */
  words: RegExp;
}

/**
 * What a step asks of its agent: `context.task_type` where it is given, for all agents of the task or by agent type (`{ analytics: 'trends' }`), else the first rule whose words stand in the step's task, then in the
 * goal, else the first type.
 * @throws MeshError invalid `context.task_type` when it names no type of the agent.
 */
export function taskTypeOf<Type extends string>(
  task: Pick<AgentTask, 'task' | 'goal' | 'context' | 'agentType'>,
  rules: readonly TaskTypeRule<Type>[],
): Type {
  const named = namedFor(task);
  if (named !== undefined) {
    const rule = rules.find(({ type }) => type === named);
    if (rule === undefined)
      throw invalidField('context.task_type', `must be one of ${rules.map(({ type }) => type).join(', ')}, or one for each agent type`);
    return rule.type;
  }
  for (const text of [task.task, task.goal]) {
    const rule = rules.find(({ words }) => words.test(text));
    if (rule !== undefined) return rule.type;
  }
  return rules[0]!.type;
}

/** What the context names for this step's agent; a list or the like is for nobody, and is told as unknown. */
function namedFor({ context, agentType }: Pick<AgentTask, 'context' | 'agentType'>): unknown {
  const named = context.task_type ?? undefined;
  if (typeof named !== 'object' || Array.isArray(named)) return named;
  return agentType !== undefined && Object.hasOwn(named, agentType) ? (named as Record<string, unknown>)[agentType] : undefined;
}
