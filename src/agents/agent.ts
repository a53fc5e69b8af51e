import type { ContextPack } from '../memory';
import type { AgentConfig } from '../networks';
import type { AnswerJournal, GenerateAnswer } from '../models';
import type { StepEffect } from './step-effect';

/** What a step that this one depends on has produced. */
export interface StepInput {
  agentType: string;
  summary: string;
  output: Record<string, unknown>;
  /** That it may be following orders which stood in its data, see `StepEffect`. */
  tainted?: true;
}

/** One step as its agent gets it: the one input format of all agents. */
export interface AgentTask {
  tenantId: string;
  networkId: string;
  taskId: string;
  stepId: string;
  /** The type of the agent that does the step, as its network names it. */
  agentType?: string;
  /** The goal of the whole task, as the caller wrote it. */
  goal: string;
  /** What this step is asked to do. */
  task: string;
  /** What it leaves behind when it is done well. */
  expectedOutput?: string;
  /** The task's context over the network's shared context. */
  context: Readonly<Record<string, unknown>>;
  /** The step that this one judges: the result then carries a `review`. */
  reviews?: string;
  /** What a review found wanting in this step's last result, and that result: it is done again. */
  feedback?: string;
  previous?: StepInput;
  /** Outputs of the steps this one depends on, by step id. */
  inputs: Readonly<Record<string, StepInput>>;
  /**
   * What the network remembers of this step; untrusted memories are fenced as data in every prompt. The memory is searched once,
   * when this is first called: an agent that computes need not wait for it.
   */
  recall: () => Promise<ContextPack>;
  /**
   * To be asked before anything but the result is left behind, when all questions to models have been answered.
   * @throws MeshError `approval-required` where the step may be following orders which stood in its data: it is done again once somebody approves it.
   */
  permit: (effect: StepEffect) => Promise<void>;
  /** Pins the model for this task; the agent's own pin yields to it. */
  model?: string;
  /** Who submitted the task, and with which key: their budgets pay. */
  userId?: string;
  keyId?: string;
  /** Every question to a model goes through it: what an earlier attempt at this step paid for is not paid again. */
  journal: AnswerJournal;
  /** Aborts when the step's deadline passes, the task is cancelled or the process stops. */
  signal: AbortSignal;
}

/** A computed value that sentences may cite; nothing else may put a number into an answer. */
export interface Evidence {
  id: string;
  /** What was computed, in words. */
  statement: string;
  value: number;
}

/** What an agent wants remembered for later steps and tasks. */
export interface AgentMemory {
  type: 'fact' | 'context' | 'decision' | 'feedback';
  content: string;
  /** 0–1 each. */
  confidence: number;
  importance: number;
}

/** Whether the work of another step will do, and if not, what to change. */
export interface Review {
  approved: boolean;
  feedback: string;
}

/** An answer of a model to an agent. */
export interface AgentAnswer extends GenerateAnswer {
  /** The instructions it was given to, such as `content@2`. */
  prompt?: string;
}

/** The one output format of all agents. */
export interface AgentResult {
  /** One or two sentences for people. */
  summary: string;
  /** By the agent's own schema. */
  output: Record<string, unknown>;
  /** 0–1, with the reasons that made it so. */
  confidence: number;
  confidenceReasons: string[];
  evidence: Evidence[];
  warnings: string[];
  /** True when no model could be had for the words: only the computed part is there. */
  partial?: boolean;
  memories: AgentMemory[];
  /** Only from steps that review. */
  review?: Review;
  /** The model answers this result stands on, in order; empty when all was computed. */
  answers: AgentAnswer[];
}

/**
 * A specialist. Instances are stateless and made once per type; what differs between networks comes with `config`.
 * Decorate with `@AgentType('name')` and the factory finds it.
 */
export abstract class Agent {
  /** What this type can do; plans name these. */
  abstract readonly capabilities: readonly string[];
  /** The kinds of work it tells apart; `context.task_type` and the `task_type` of its output are one of these. */
  abstract readonly taskTypes: readonly string[];
  /** What it may leave behind beside its results. */
  readonly effects: readonly StepEffect[] = [];
  /** Whether it can judge the work of another step. */
  readonly canReview: boolean = false;
  /**
   * Works on one step.
   * @throws MeshError whose `retryable` tells the coordinator whether another attempt makes sense.
   */
  abstract processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult>;
}
