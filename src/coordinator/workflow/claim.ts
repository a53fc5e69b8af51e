import type { StepResult } from './task';

/** An agent that may do a step; `limit` is how many steps it may work on at a time, 0 for any number. */
export interface StepCandidate {
  agentId: string;
  type: string;
  limit: number;
}

/** What bounds every claim on steps of a task. */
export interface TaskLimits {
  leaseMs: number;
  /** Milliseconds that the task may take from its start, without the time it waits for approvals. */
  taskLimitMs: number;
  /** Of the task, in milliseconds since the epoch. */
  deadlineMs?: number;
  maxCostMicroUsd?: number;
}

/** What whoever wants to work on a step asks for. */
export interface ClaimRequest {
  stepId: string;
  task: string;
  dependsOn: readonly string[];
  /** The preferred first; of the first two the better one is taken. */
  candidates: readonly StepCandidate[];
}

/** A request that comes with a change: for a step that the change may make ready, and that whoever made it goes on with. */
export interface OwnRequest extends ClaimRequest {
  /** Of steps that are not quick only the first is claimed. */
  isQuick: boolean;
}

/** The right to work on a step. */
export interface Claimed {
  /** 1, 2, …; the fencing token. */
  attempt: number;
  candidate: StepCandidate;
  /** When this process heard of it, in milliseconds since the epoch. */
  sinceMs: number;
  /** When the task must be done, in milliseconds since the epoch. */
  deadlineMs: number;
  /** Of the model answers that are kept for this step. */
  generation: number;
  /** Rounds of review so far, and what the last one asked for. */
  iteration: number;
  feedback?: string;
  /** Whether an earlier attempt may have left answers. */
  mayHoldAnswers: boolean;
  /** Whether the agent's record and load are kept: where it has rivals, a limit, or failed lately. */
  keepsRecord: boolean;
  /** Attempts that failed. */
  failures: number;
  /** The step's own earlier result, where it is to be revised. */
  earlier?: StepResult;
  /** Results of the steps it depends on, where they have one. */
  inputs: ReadonlyMap<string, StepResult>;
}

/** Why a step may not be worked on, now or at all. */
export type Refused =
  | { why: 'gone' | 'not-running' | 'settled' | 'paused' | 'cost-reached' | 'cost-unknown' | 'deadline-passed' }
  /** Not before `atMs`: held by another, too early, or no agent is free. */
  | { why: 'later'; atMs: number }
  /** Its workers died too often; the last of them held it with this attempt. */
  | { why: 'worn-out'; attempt: number; agentId: string };

/** What claim() in claim.lua returns. */
export type ClaimReply = [number, ...(string | number)[]];

/** The limits of a task as claim.lua takes them. */
export function limitArgs({ leaseMs, taskLimitMs, deadlineMs, maxCostMicroUsd }: TaskLimits): (string | number)[] {
  return [leaseMs, taskLimitMs, deadlineMs ?? '', maxCostMicroUsd ?? ''];
}

/** A request as claim.lua takes it. */
export function requestArgs({ stepId, task, dependsOn, candidates }: ClaimRequest): (string | number)[] {
  const args: (string | number)[] = [stepId, JSON.stringify(task), dependsOn.length, ...dependsOn, candidates.length];
  for (const { agentId, type, limit } of candidates) args.push(agentId, type, limit);
  return args;
}

/** Requests that come with a change, as with_claims in claim.lua takes them. */
export function ownArgs(requests: readonly OwnRequest[]): (string | number)[] {
  return requests.flatMap((request) => [request.isQuick ? 1 : 0, ...requestArgs(request)]);
}

const WORN_OUT = -11;
const REFUSALS: Record<number, Exclude<Refused['why'], 'worn-out'>> = {
  [-1]: 'gone',
  [-2]: 'not-running',
  [-3]: 'settled',
  [-5]: 'paused',
  [-8]: 'cost-reached',
  [-9]: 'cost-unknown',
  [-10]: 'deadline-passed',
};

/** Reads the reply of claim() in claim.lua. */
export function claimOf(reply: ClaimReply, { dependsOn, candidates }: ClaimRequest): Claimed | Refused {
  const [code, ...rest] = reply;
  if (code === WORN_OUT) return { why: 'worn-out', attempt: Number(rest[0]), agentId: String(rest[1]) };
  if (code < 0) {
    const why = REFUSALS[code] ?? 'later';
    return why === 'later' ? { why, atMs: Number(rest[0]) } : { why };
  }
  const [attempt, chosen, deadlineMs, generation, iteration, feedback, mayHoldAnswers, earlier, failures, keepsRecord, ...results] = rest;
  const candidate = candidates[Number(chosen)];
  if (candidate === undefined) throw new Error('the script chose an agent that was not offered');
  const inputs = new Map<string, StepResult>();
  for (const [at, dependency] of dependsOn.entries()) {
    const text = results[at] as string;
    if (text !== '') inputs.set(dependency, JSON.parse(text) as StepResult);
  }
  return {
    attempt: Number(attempt),
    candidate,
    sinceMs: Date.now(),
    deadlineMs: Number(deadlineMs),
    generation: Number(generation),
    iteration: Number(iteration),
    feedback: feedback === '' ? undefined : (feedback as string),
    mayHoldAnswers: mayHoldAnswers === 1,
    earlier: earlier === '' ? undefined : (JSON.parse(earlier as string) as StepResult),
    failures: Number(failures),
    keepsRecord: keepsRecord === 1,
    inputs,
  };
}
