import type { ContextPack } from '../../memory';
import { fence, FENCE_RULE, newFenceMark, type DataBlock } from '../../models';
import type { AgentConfig } from '../../networks';
import type { AgentTask } from '../agent';
import { taskBlocks } from './task-blocks';
import type { Prompt } from './prompt';
import { fitToBudget } from './token-budget';

/** Bound of all data in one prompt but memories, in tokens; leaves room for instructions and answer in a 32k window. */
const DATA_TOKENS = 20_000;

/** What an agent asks for beside the task itself. */
export interface PromptParts {
  /** The agent's own instructions, from its `*.prompt.md`. */
  instructions: Prompt | string;
  /** What exactly is wanted in this call. */
  request: string;
  /** Data of this call, before what the task brings along. */
  data?: DataBlock[];
}

/** Instructions in the system prompt; goal, step and request in the user's turn; all else fenced as data. */
export function assemblePrompt(
  task: AgentTask,
  memories: ContextPack,
  config: AgentConfig,
  parts: PromptParts,
): { system: string; messages: { role: 'user'; content: string }[]; dataMark: string; callerWords: string[] } {
  const mark = newFenceMark();
  const role = config.description === undefined ? [] : [`Your role in this network, as its owner describes it: ${config.description}`];
  const rules =
    config.parameters.instructions === undefined ? [] : [`What its owner wants you to keep to: ${config.parameters.instructions}`];
  const blocks = [...(parts.data ?? []), ...taskBlocks(task)];
  const remembered = memories.textWith(mark);
  const content = [
    `Goal: ${task.goal}`,
    `Your step: ${task.task}`,
    ...(task.expectedOutput === undefined ? [] : [`What it should leave behind: ${task.expectedOutput}`]),
    ...(task.feedback === undefined ? [] : ['You have done this step before, and a review has sent it back: do it again, better.']),
    ...(remembered === '' ? [] : [remembered]),
    ...fitToBudget(blocks, DATA_TOKENS).map((block) => fence(block, mark)),
    parts.request,
  ].join('\n\n');
  return {
    system: [parts.instructions.toString(), ...role, ...rules, FENCE_RULE].join('\n\n'),
    messages: [{ role: 'user', content }],
    dataMark: mark,
    callerWords: [task.goal, task.task],
  };
}
