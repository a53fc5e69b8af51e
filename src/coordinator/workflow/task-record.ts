import type { Plan } from '../plan/plan';
import {
  isFinal,
  type Decision,
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
  const document = JSON.parse(fields.document as string) as TaskDocument;
  const stored = fields.status as TaskStatus;
  const plan = json<Plan>(fields.plan) ?? callersPlan(document);
  const steps = new Map((plan?.steps ?? []).map(({ stepId }) => [stepId, stepOf(fields, stepId, isFinal(stored))]));
  const tokens = (name: string) => Number(fields[`tokens:${name}`] ?? 0);
  return {
    ref,
    document,
    status: waitsForApproval(stored, steps) ? 'awaiting_approval' : stored,
    run: Number(fields.run ?? 0),
    plan,
    steps,
    left: Number(fields.left ?? steps.size),
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
    waitedMs: Number(fields.waited ?? 0),
    parkedMs: ms(fields.parked),
    heldMs: ms(fields.held),
    finishedMs: ms(fields.finished),
  };
}

/** The plan that a caller brought along stands in the document, and nowhere else. */
export function callersPlan(document: TaskDocument): Plan | undefined {
  const { workflow: steps, planWarnings: warnings } = document;
  return steps && { source: 'caller', steps, ...(warnings === undefined ? {} : { warnings }) };
}

function stepOf(fields: Record<string, string>, stepId: string, taskIsFinal: boolean): StepState {
  const field = (name: string) => fields[`s:${stepId}:${name}`];
  const status = (field('status') ?? 'pending') as StepStatus;
  const open = status === 'pending' || status === 'ready' || status === 'running' || status === 'awaiting_approval';
  return {
    status: taskIsFinal && open ? 'cancelled' : status,
    attempts: Number(field('attempts') ?? 0),
    failures: Number(field('failures') ?? 0),
    iteration: Number(field('iteration') ?? 0),
    leaseMs: ms(field('lease')),
    notBeforeMs: ms(field('not_before')),
    approval: approvalOf(field),
    agentId: field('agent_id'),
    agentType: field('agent_type'),
    startedMs: ms(field('started')),
    finishedMs: ms(field('finished')),
    result: json<StepResult>(field('result')),
    error: json<Failure>(field('error')),
  };
}

function approvalOf(field: (name: string) => string | undefined): StepState['approval'] {
  const askedMs = ms(field('asked'));
  if (askedMs === undefined) return undefined;
  const expires = field('expires');
  return { askedMs, ...(expires ? { expiresMs: Number(expires) } : {}), decision: json<Decision>(field('decision')) };
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
