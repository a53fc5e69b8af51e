import type { DataBlock } from '../../models';
import type { AgentTask, StepInput } from '../agent';
import { shownOutput } from './shown-output';

/** Rows are for the tools; sentences about them come from computed findings. */
const ROWS = 'campaign_data';

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
  const context = Object.entries(task.context).filter(([name]) => name !== ROWS);
  return [
    ...revised,
    ...inputs,
    ...(context.length > 0 ? [{ label: 'Context of the task', text: JSON.stringify(Object.fromEntries(context)) }] : []),
  ];
}

/** The texts whose numbers an answer may repeat: goal, task and context, of rows only their words. */
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
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, inRows || name === ROWS));
}
