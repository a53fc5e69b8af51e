import type { TaskRecord } from '../workflow/task';

/** The result of a task: what each agent found, under one summary, with what is missing said. */
export interface TaskResult extends Record<string, unknown> {
  summary: string;
  /** Mean of the steps' confidences, 0–1. */
  confidence: number;
  /** Every provider that worded a part, `sandbox` among them; empty when all was computed. */
  providers: string[];
  /** The one provider of all parts; `mixed` for several, null for none. */
  provider: string | null;
  sections: Record<string, unknown>[];
  /** Steps that gave nothing, and why. */
  gaps: string[];
  warnings: string[];
}

/** Brings the results of a task's steps together, in the order of the plan. Nothing in it is worded here. */
export function aggregate(task: TaskRecord): TaskResult {
  const sections = [];
  const gaps = [];
  const providers = new Set<string>();
  for (const step of task.plan?.steps ?? []) {
    const state = task.steps.get(step.stepId);
    if (!state?.result) {
      gaps.push(
        `${step.stepId} (${step.agentType ?? step.capability ?? 'any agent'}): ${state?.error?.detail ?? state?.status ?? 'no result'}`,
      );
      continue;
    }
    const { summary, output, confidence, warnings, agent_id, agent_type, provider, model } = state.result;
    if (provider !== null) providers.add(provider);
    sections.push({ step_id: step.stepId, task: step.task, agent_id, agent_type, summary, confidence, provider, model, warnings, output });
  }
  const voice = sections.findLast((section) => section.agent_type === 'coordinator');
  return {
    summary: voice?.summary ?? sections.map((section) => section.summary).join(' '),
    confidence: round(sections.reduce((sum, section) => sum + section.confidence, 0) / Math.max(1, sections.length)),
    provider: providers.size > 1 ? 'mixed' : ([...providers][0] ?? null),
    providers: [...providers],
    sections,
    gaps,
    warnings: [...new Set(sections.flatMap((section) => section.warnings))],
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
