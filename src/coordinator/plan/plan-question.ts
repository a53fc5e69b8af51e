import { shownContext } from '../../agents';
import { fence } from '../../models';

/** How much of the context a planner needs to see, in characters; the agents see all of it. */
const CONTEXT_EXCERPT = 2_000;

/** An agent as the planner is told of it. */
export interface TeamMember {
  type: string;
  can: string;
  canReview: boolean;
}

/** What a model is asked for a plan: the team and the goal in words of ours and the caller's, all else fenced as data. */
export function planQuestion(goal: string, context: Readonly<Record<string, unknown>>, team: readonly TeamMember[], mark: string): string {
  const agents = team.map(({ type, can, canReview }) => `- ${type}: ${can}${canReview ? ' (can review)' : ''}`);
  const text = JSON.stringify(shownContext(context));
  const excerpt = text.length > CONTEXT_EXCERPT ? `${text.slice(0, CONTEXT_EXCERPT)}…` : text;
  const blocks = text === '{}' ? [] : [fence({ label: 'Context of the task', text: excerpt }, mark)];
  const names = Object.keys(context);
  if (names.length > 0) blocks.push(fence({ label: 'The context has', text: names.join(', ').slice(0, CONTEXT_EXCERPT) }, mark));
  return [`Agents:\n${agents.join('\n')}`, `Goal:\n${goal}`, ...blocks].join('\n\n');
}

/** What a model is told of a plan that cannot run. */
export function repairQuestion(planText: string, faults: readonly { field: string; message: string }[], mark: string): string {
  const plan = fence({ label: 'Your plan was', text: planText }, mark);
  return `${plan}\n\nIt cannot run:\n${faults.map(({ field, message }) => `${field}: ${message}`).join('\n')}\nWrite it again without these faults.`;
}
