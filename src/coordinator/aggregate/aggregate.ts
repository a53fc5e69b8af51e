import type { PlannedStep } from '../plan/plan';
import { isFinal, type TaskRecord } from '../workflow/task';
import { confidenceOf } from './confidence';
import { conflictsOf } from './conflicts';
import { providerOf, type Section, type TaskResult } from './task-result';

const PARTIAL = 'no language model could be had: only what needs none is there';

/** Brings the results of a task's steps together, in the order of the plan. Nothing in it is worded here. */
export function aggregate(task: Pick<TaskRecord, 'plan' | 'steps'>): TaskResult {
  const plan = task.plan?.steps ?? [];
  const sections = plan.flatMap((step) => sectionOf(step, task));
  const reviews = new Set(plan.flatMap(({ stepId, reviews: reviewed }) => (reviewed === undefined ? [] : [stepId])));
  const work = sections.filter(({ step_id }) => !reviews.has(step_id));
  const voice = work.findLast((section) => section.agent_type === 'coordinator');
  const providers = [...new Set(sections.flatMap(({ provider }) => (provider === null ? [] : [provider])))];
  return {
    summary: voice?.summary ?? work.map((section) => section.summary).join(' '),
    confidence: confidenceOf(plan, task.steps),
    provider: providerOf(providers),
    providers,
    sections,
    conflicts: conflictsOf(plan, task.steps),
    gaps: plan.flatMap((step) => gapOf(step, task)),
    warnings: [...new Set(sections.flatMap((section) => section.warnings))],
    partial: false,
  };
}

/** What a task that did not complete has come to; undefined where it goes on, completed, or no step has a result. */
export function partialResultOf(task: Pick<TaskRecord, 'plan' | 'steps' | 'status'>): TaskResult | undefined {
  if (!isFinal(task.status) || task.status === 'completed') return undefined;
  const result = aggregate(task);
  return result.sections.length === 0 ? undefined : { ...result, partial: true };
}

function sectionOf(step: PlannedStep, { steps }: Pick<TaskRecord, 'steps'>): Section[] {
  const result = steps.get(step.stepId)?.result;
  if (!result) return [];
  const { summary, output, confidence, warnings, agent_id, agent_type, provider, model } = result;
  return [{ step_id: step.stepId, task: step.task, agent_id, agent_type, summary, confidence, provider, model, warnings, output }];
}

function gapOf(step: PlannedStep, { steps }: Pick<TaskRecord, 'steps'>): string[] {
  const state = steps.get(step.stepId);
  const output = state?.result?.output;
  if (output === undefined) {
    return [
      `${step.stepId} (${step.agentType ?? step.capability ?? 'any agent'}): ${state?.error?.detail ?? state?.status ?? 'no result'}`,
    ];
  }
  if (state?.result?.partial === true) return [`${step.stepId} (${state.result.agent_type}): ${PARTIAL}`];
  if (step.reviews === undefined || output['approved'] !== false) return [];
  return [`${step.reviews} was not approved: ${typeof output['feedback'] === 'string' ? output['feedback'] : 'no reason was given'}`];
}
