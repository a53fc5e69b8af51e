import type { Plan } from '../plan/plan';

/** Where a task lives. */
export interface TaskRef {
  tenantId: string;
  networkId: string;
  taskId: string;
}

/** Statuses of a task, as stored. `awaiting_approval` is seen by clients while nothing else can run. */
export const TASK_STATUSES = [
  'pending',
  'planning',
  'queued',
  'running',
  'awaiting_approval',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** A task in one of these never changes again. */
export type FinalStatus = Extract<TaskStatus, 'completed' | 'failed' | 'cancelled' | 'expired'>;
const FINAL: ReadonlySet<string> = new Set<FinalStatus>(['completed', 'failed', 'cancelled', 'expired']);

/** Whether `status` is one that never changes again. */
export function isFinal(status: TaskStatus): status is FinalStatus {
  return FINAL.has(status);
}

/** Statuses of a step; `cancelled` is seen where the task ended before the step did. */
export type StepStatus = 'pending' | 'ready' | 'running' | 'awaiting_approval' | 'completed' | 'failed' | 'skipped' | 'cancelled';

/** What the caller submitted; it never changes. */
export interface TaskDocument {
  task: string;
  context: Record<string, unknown>;
  /** 1–10, 10 most urgent. */
  priority: number;
  /** RFC 3339; a task that is not done by then expires. */
  deadline?: string;
  sessionId?: string;
  /** Pins the model of every step. */
  model?: string;
  maxCostMicroUsd?: number;
  /** The caller's own workflow; else the planner makes one. */
  workflow?: Plan['steps'];
  /** What the caller should know of its workflow before the work is done. */
  planWarnings?: string[];
  timeoutSeconds: number;
  createdBy: string;
  /** The API key it was submitted with; its budget pays. */
  keyId?: string;
  /** Tasks of its network that may be in flight together; absent for no limit of its own. */
  networkLimit?: number;
  /** The network's rounds of review and revision. */
  maxIterations: number;
  /** The batch it was submitted with. */
  batchId?: string;
  /** Its place there, from 0. */
  batchIndex?: number;
}

/** Why a step or a task failed, as clients see it. */
export interface Failure {
  code: string;
  detail: string;
  retryable: boolean;
  step_id?: string;
}

/** A step as it stands. */
export interface StepState {
  status: StepStatus;
  /** How often it was claimed, and how many of these attempts failed. */
  attempts: number;
  failures: number;
  /** Whoever worked on it last. */
  agentId?: string;
  agentType?: string;
  startedMs?: number;
  finishedMs?: number;
  /** Rounds of review that asked for a revision. */
  iteration: number;
  /** Until when its worker may be alive, and before when it is not tried again; milliseconds. */
  leaseMs?: number;
  notBeforeMs?: number;
  /** When its approval was asked for, until when it may be given, and what was decided. */
  approval?: { askedMs: number; expiresMs?: number; decision?: Decision };
  result?: StepResult;
  error?: Failure;
}

/** What was decided on a step that waited for an approval. */
export interface Decision {
  decision: 'approve' | 'reject' | 'expire';
  note?: string;
  /** A user, or `mesh` where it expired. */
  by: string;
  /** RFC 3339. */
  at: string;
}

/** What a finished step leaves for its successors and for the client. */
export interface StepResult {
  summary: string;
  output: Record<string, unknown>;
  confidence: number;
  confidence_reasons: string[];
  evidence: { id: string; statement: string; value: number }[];
  warnings: string[];
  agent_id: string;
  agent_type: string;
  /** Null when the step needed no model. */
  provider: string | null;
  model: string | null;
  /** The instructions that the last answer of a model was given to, such as `content@2`; absent in results of earlier versions. */
  prompt_version?: string | null;
  /** That no model could be had for the words: only what was computed is there. */
  partial?: true;
  /** That the step, or one whose result it was given, may be following orders which stood in its data: nothing but this result was left behind. */
  tainted?: true;
  /** US dollars with 6 places; null when a price is not known. */
  cost_usd: number | null;
}

/** Tokens over all steps. */
export interface TaskUsage {
  input_tokens: number;
  output_tokens: number;
  cached_tokens: number;
  reasoning_tokens: number;
}

/** A task with all that has happened to it. */
export interface TaskRecord {
  ref: TaskRef;
  document: TaskDocument;
  status: TaskStatus;
  /** How often it was retried as a whole. */
  run: number;
  plan?: Plan;
  steps: ReadonlyMap<string, StepState>;
  /** Steps that still need work. */
  left: number;
  result?: Record<string, unknown>;
  error?: Failure;
  usage: TaskUsage;
  /** Null when the price of any model used is not known. */
  costMicroUsd: number | null;
  createdMs: number;
  startedMs?: number;
  /** Milliseconds that it waited for approvals and nothing else, and since when it does. */
  waitedMs: number;
  parkedMs?: number;
  /** Since when its clock stands because its network is paused. */
  heldMs?: number;
  finishedMs?: number;
}

/** What a caller is told at once of a task it submitted. */
export type TaskReceipt = Pick<TaskRecord, 'ref' | 'status' | 'createdMs'>;

/** US dollars with 6 places from integer micro-dollars. */
export function usd(microUsd: number | null): number | null {
  return microUsd === null ? null : microUsd / 1_000_000;
}
