import type { AgentConfig } from '../../networks';
import type { Plan, PlannedStep } from './plan';

/** What the words of a task say about the work in it. */
const WORK = {
  analytics:
    /\b(analy[sz]|test is over|results?|which .{0,40}(worked|won|performed)|compar|lift|metric|performan|conver(t|sion)|trend|predict|forecast|measur|statistic|figures|data)/i,
  personalization: /\b(personali[sz]|segment|audience|recipient|for whom|tailor|targeted|recommend)/i,
  content:
    /\b(draft|writ(e|ing)|cop(y|ies)|e-?mails?|subject|content|headline|newsletter|campaign|posts?|announce|text|blog|landing|edit|caption)/i,
  design: /\b(design|layout|visual|colou?r|palette|html|template|look|banner|e-?mails?|landing|campaign|accessib)/i,
} as const;

const REVIEW_TASK = 'Judge the copy by the goal, by the rules that the context sets and by the figures it may state';

/**
 * A plan made from the words of the task, for when no model can plan: figures first, then the choice of audience, then
 * words, then their design, each only if the network has an agent for it and the task asks for it. Whatever the task
 * says, the plan has at least one step. `withReview` has the coordinator judge the copy, if there is one; that takes a model. `forRecipients`
 * has the mails rendered for those that the context gives.
 */
export function rulePlan(task: string, agents: AgentConfig[], { withReview = false, forRecipients = false } = {}): Plan {
  const types = new Set(agents.map((agent) => agent.type));
  const wants = (type: keyof typeof WORK) => types.has(type) && WORK[type].test(task);
  const steps: PlannedStep[] = [];
  const add = (agentType: string, what: string, dependsOn: (string | undefined)[], reviews?: string): string => {
    const stepId = `step_${steps.length + 1}`;
    steps.push({
      stepId,
      task: what,
      agentType,
      dependsOn: dependsOn.filter((id) => id !== undefined),
      onFailure: 'fail',
      requiresApproval: false,
      ...(reviews === undefined ? {} : { reviews }),
    });
    return stepId;
  };

  const figures = wants('analytics') ? add('analytics', 'Compute the figures that the task rests on', []) : undefined;
  const visual = wants('design') ? add('design', 'Choose a visual direction with accessible colours', []) : undefined;
  const audience = wants('personalization')
    ? add('personalization', 'Choose the audiences and what each of them gets', [figures])
    : undefined;
  const words = wants('content') ? add('content', 'Write the copy', [audience ?? figures]) : undefined;
  const review =
    withReview && words !== undefined && types.has('coordinator') ? add('coordinator', REVIEW_TASK, [words], words) : undefined;
  const layout =
    visual !== undefined && words !== undefined
      ? add('design', 'Lay out the copy as e-mails that render everywhere', [visual, review ?? words])
      : undefined;
  const mails = layout ?? review ?? words;
  if (forRecipients && mails !== undefined && types.has('personalization')) {
    add('personalization', 'Render the e-mails for every recipient', [audience, mails]);
  }
  for (const agent of agents) if (isCustom(agent) && mentions(task, agent)) add(agent.type, task, [figures]);
  if (steps.length === 0) add(generalist(agents).type, task, []);
  if (steps.filter(({ reviews }) => reviews === undefined).length > 1 && types.has('coordinator')) {
    const last = steps.filter((step) => !steps.some((other) => other.dependsOn.includes(step.stepId)));
    add('coordinator', 'Bring the results together into one answer', [...new Set([figures, audience, ...last.map((step) => step.stepId)])]);
  }
  return { source: 'rules', steps };
}

function isCustom(agent: AgentConfig): boolean {
  return agent.type !== 'coordinator' && !(agent.type in WORK);
}

/** Whether the task names the agent, its type or one of its capabilities. */
function mentions(task: string, agent: AgentConfig): boolean {
  const text = task.toLowerCase();
  return [agent.name, agent.type, ...agent.capabilities].some((word) => text.includes(word.toLowerCase().replaceAll(/[-_]/g, ' ')));
}

/** Who takes a task that asks for nothing in particular: a custom agent, else the writer, else whoever is there. */
function generalist(agents: AgentConfig[]): AgentConfig {
  const agent =
    agents.find(isCustom) ??
    agents.find(({ type }) => type === 'content') ??
    agents.find(({ type }) => type !== 'coordinator') ??
    agents[0];
  if (!agent) throw new Error('a network has at least one agent');
  return agent;
}
