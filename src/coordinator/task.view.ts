import type { MeshEvent } from './events/mesh-event';
import { summaryOf, type TaskSummary } from './lists/task-summary';
import { partialResultOf } from './aggregate/aggregate';
import { planView } from './plan/plan.view';
import { usd, type StepState, type TaskReceipt, type TaskRecord } from './workflow/task';

/** Transitions shown with a task, the latest; the event stream has them all. */
export const HISTORY_LENGTH = 500;

/** What submitting, starting and cancelling answer. */
export function taskReceipt(task: TaskReceipt) {
  return {
    task_id: task.ref.taskId,
    network_id: task.ref.networkId,
    status: task.status,
    created_at: time(task.createdMs),
  };
}

/** A task in a list: without the results of its steps. */
export function taskSummary(task: TaskSummary) {
  return {
    ...taskReceipt(task),
    task: task.task,
    priority: task.priority,
    deadline: task.deadline ?? null,
    session_id: task.sessionId ?? null,
    progress: task.progress,
    error: task.error ?? null,
    cost_usd: usd(task.costMicroUsd),
    started_at: time(task.startedMs),
    finished_at: time(task.finishedMs),
  };
}

/** A task with everything in it. */
export function taskView(task: TaskRecord, events: MeshEvent[]) {
  return {
    ...taskSummary(summaryOf(task)),
    context: task.document.context,
    batch_id: task.document.batchId ?? null,
    plan_source: task.plan?.source ?? null,
    plan: task.plan ? planView(task.plan) : null,
    steps: stepViews(task),
    result: task.result ?? partialResultOf(task) ?? null,
    history: events.map(transition),
    usage: task.usage,
  };
}

/** What happened, when, to what, and who did it: a user, the agent, or the mesh itself. */
function transition({ event, data }: MeshEvent) {
  const { at, step_id, by, agent_id } = data;
  return { at, event, ...(step_id === undefined ? {} : { step_id }), by: by ?? agent_id ?? 'mesh' };
}

function stepViews(task: TaskRecord) {
  return (task.plan?.steps ?? []).map((step) => {
    const state = task.steps.get(step.stepId);
    const result = state?.result;
    return {
      step_id: step.stepId,
      agent_id: state?.agentId ?? null,
      agent_type: state?.agentType ?? step.agentType ?? null,
      task: step.task,
      depends_on: step.dependsOn,
      status: state?.status ?? 'pending',
      attempts: state?.attempts ?? 0,
      rounds: 1 + (state?.iteration ?? 0),
      approval: approvalView(state?.approval),
      started_at: time(state?.startedMs),
      finished_at: time(state?.finishedMs),
      result:
        result === undefined
          ? null
          : { summary: result.summary, output: result.output, evidence: result.evidence, warnings: result.warnings },
      error: state?.error ?? null,
      confidence: result?.confidence ?? null,
      confidence_reasons: result?.confidence_reasons ?? [],
      provider: result?.provider ?? null,
      model: result?.model ?? null,
      prompt_version: result?.prompt_version ?? null,
      ...(result?.partial === true ? { partial: true } : {}),
      ...(result?.tainted === true ? { tainted: true } : {}),
      cost_usd: result === undefined ? null : result.cost_usd,
    };
  });
}

function approvalView(approval: StepState['approval']) {
  return approval && { requested_at: time(approval.askedMs), expires_at: time(approval.expiresMs), decision: approval.decision ?? null };
}

/** RFC 3339; null for what has not happened. */
export function time(ms: number): string;
export function time(ms: number | undefined): string | null;
export function time(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}
