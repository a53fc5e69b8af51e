import { fitToBudget, shownOutput } from '../../agents';
import { fence } from '../../models';
import type { TaskResult } from './task-result';

/** Tokens of results that a model is shown. */
const RESULT_TOKENS = 16_000;
/** Characters of a text in an output that a summary may need; longer ones are pages and pictures. */
const LONGEST_TEXT = 2_000;

/** What a model is asked for a summary: the goal in the caller's words, all results fenced as data. */
export function wordingQuestion(goal: string, { sections, conflicts, gaps }: TaskResult, mark: string): string {
  const blocks = [
    ...(conflicts.length > 0 ? [{ label: 'Where the results contradict each other', text: JSON.stringify(conflicts) }] : []),
    ...(gaps.length > 0 ? [{ label: 'What is missing', text: gaps.join('\n') }] : []),
    ...sections.map(({ step_id, agent_type, summary, warnings, output }) => ({
      label: `Result of the ${agent_type} step ${step_id}`,
      text: [summary, ...warnings.map((warning) => `Warning: ${warning}`), shownOutput(output, { longestText: LONGEST_TEXT })].join('\n'),
    })),
  ];
  const fenced = fitToBudget(blocks, RESULT_TOKENS).map((block) => fence(block, mark));
  return [`Goal: ${goal}`, ...fenced, 'Draw the results together.'].join('\n\n');
}
