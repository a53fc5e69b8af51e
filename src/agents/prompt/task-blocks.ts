import type { DataBlock } from '../../models';
import type { AgentTask, StepInput } from '../agent';
import { isPersonal, ROWS, shownContext } from './private-context';
import { shownOutput } from './shown-output';

/** What the task brings along, as data blocks, the most needed first: what a review said, outputs of earlier steps, the context. */
export function taskBlocks(task: AgentTask): DataBlock[] {
  const revised = [
    ...(task.feedback === undefined ? [] : [{ label: 'What a review wants changed in your last result', text: task.feedback }]),
    ...(task.previous === undefined ? [] : [{ label: 'Your last result', text: textOf(task.previous) }]),
  ];
  const inputs = Object.entries(task.inputs).map(([stepId, input]) => ({
    label: `Result of the ${input.agentType} step ${stepId}`,
    text: textOf(input),
  }));
  const context = shownContext(task.context);
  return [
    ...revised,
    ...inputs,
    ...(Object.keys(context).length > 0 ? [{ label: 'Context of the task', text: JSON.stringify(context) }] : []),
  ];
}

/** The texts whose numbers an answer may repeat: goal, task and context, of rows only their words, of people nothing. */
export function sourceTexts(task: AgentTask): string[] {
  return [task.goal, task.task, ...textsOf(task.context)];
}

function textOf({ summary, output }: StepInput): string {
  return `${summary}\n${shownOutput(output)}`;
}

function textsOf(value: unknown, inRows = false): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return inRows ? [] : [String(value)];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => (isPersonal(name, part) ? [] : textsOf(part, inRows || ROWS.has(name))));
}
