import type { Plan } from '../plan/plan';
import {
  isFinal,
  type Failure,
  type StepResult,
  type StepState,
  type StepStatus,
  type TaskDocument,
  type TaskRecord,
  type TaskRef,
  type TaskStatus,
} from './task';

/** Reads a task from the fields of its Redis hash. */
export function recordOf(ref: TaskRef, fields: Record<string, string>): TaskRecord {
  const plan = json<Plan>(fields.plan);
  const stored = fields.status as TaskStatus;
  const steps = new Map((plan?.steps ?? []).map(({ stepId }) => [stepId, stepOf(fields, stepId, isFinal(stored))]));
  const tokens = (name: string) => Number(fields[`tokens:${name}`] ?? 0);
  return {
    ref,
    document: JSON.parse(fields.document as string) as TaskDocument,
    status: waitsForApproval(stored, steps) ? 'awaiting_approval' : stored,
    plan,
    steps,
    result: json(fields.result),
    error: json(fields.error),
    usage: {
      input_tokens: tokens('input'),
      output_tokens: tokens('output'),
      cached_tokens: tokens('cached'),
      reasoning_tokens: tokens('reasoning'),
    },
    costMicroUsd: fields.unpriced === undefined ? Number(fields.cost ?? 0) : null,
    createdMs: Number(fields.created),
    startedMs: ms(fields.started),
    finishedMs: ms(fields.finished),
  };
}

function stepOf(fields: Record<string, string>, stepId: string, taskIsFinal: boolean): StepState {
  const field = (name: string) => fields[`s:${stepId}:${name}`];
  const status = (field('status') ?? 'pending') as StepStatus;
  const open = status === 'pending' || status === 'ready' || status === 'running' || status === 'awaiting_approval';
  return {
    status: taskIsFinal && open ? 'cancelled' : status,
    attempts: Number(field('attempts') ?? 0),
    agentId: field('agent_id'),
    agentType: field('agent_type'),
    startedMs: ms(field('started')),
    finishedMs: ms(field('finished')),
    result: json<StepResult>(field('result')),
    error: json<Failure>(field('error')),
  };
}

/** A running task in which only decisions of people can bring anything forward. */
function waitsForApproval(status: TaskStatus, steps: ReadonlyMap<string, StepState>): boolean {
  const all = [...steps.values()].map((step) => step.status);
  return status === 'running' && all.includes('awaiting_approval') && !all.includes('ready') && !all.includes('running');
}

function json<T>(text: string | undefined): T | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

function ms(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
