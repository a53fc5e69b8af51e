import { Injectable, Logger } from '@nestjs/common';
import { MeshError } from '../../errors';
import { isKeyRevoked } from '../authority/key-revoked';
import { DEFAULT_MAX_ATTEMPTS } from '../plan/plan';
import type { MeshJob } from '../schedule/job';
import { AgentMetrics } from './agent-metrics';
import type { Attempt } from './attempt';
import { StepStore } from './step.store';
import { afterFailure } from './task-graph';
import { isDeadlinePassed } from './task-limits';
import type { WorkingTask } from './working-tasks';
import { failureOf, Workflow, type Standing } from './workflow';

/** Milliseconds before the second attempt; doubled for each further one, and spread by a fifth so that failures do not come back together. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const SPREAD = 0.2;
/** Kinds of failure that tell nothing against the agent: what it was asked, or who pays. */
const NOT_THE_AGENTS: ReadonlySet<string> = new Set(['budget-exceeded', 'unsafe', 'invalid', 'forbidden']);
/** Kinds after which the answers that were paid are still good: whoever failed was asked for the next one. */
const ANSWERS_STAND: ReadonlySet<string> = new Set(['unavailable', 'timeout', 'rate-limited']);

/** What becomes of attempts that fail: another one, or the end of the step. */
@Injectable()
export class StepFailures {
  private readonly logger = new Logger(StepFailures.name);

  constructor(
    private readonly steps: StepStore,
    private readonly workflow: Workflow,
    private readonly metrics: AgentMetrics,
  ) {}

  /** Resolves to the work that can be done now. */
  async settle({ standing, task, step, agent, claimed }: Attempt, reason: unknown): Promise<MeshJob[]> {
    const { ref, graph } = task;
    const error =
      reason instanceof MeshError ? reason : new MeshError('internal', 'agent-failed', 'the agent failed unexpectedly', { cause: reason });
    this.metrics.failed(agent.type, error.kind);
    const facts = { taskId: ref.taskId, stepId: step.stepId, agentType: agent.type, attempt: claimed.attempt, code: error.code };
    this.logger.warn({ ...facts, err: error.cause }, 'step failed');
    if (isDeadlinePassed(error) || isKeyRevoked(error)) {
      await this.workflow.giveUp(ref, error);
      return [];
    }
    const isLast = claimed.failures + 1 >= (step.maxAttempts ?? DEFAULT_MAX_ATTEMPTS);
    const retryInMs = error.retryable && !isLast ? pauseBefore(claimed.failures + 1, error.retryAfterSeconds) : undefined;
    const outcome = await this.steps.fail(ref, {
      stepId: step.stepId,
      attempt: claimed.attempt,
      agentId: agent.agentId,
      failure: failureOf(error, step.stepId),
      ...(retryInMs === undefined ? {} : { retryInMs }),
      asksAnew: !ANSWERS_STAND.has(error.kind),
      isAgentsFault: !NOT_THE_AGENTS.has(error.kind),
      policy: retryInMs === undefined ? afterFailure(graph, step.stepId) : '',
    });
    if (!('nextAttempt' in outcome)) return this.workflow.follow(standing, outcome);
    const { nextAttempt: attempt, notBeforeMs } = outcome;
    return [{ ...standing, kind: 'step', stepId: step.stepId, attempt, notBeforeMs }];
  }

  /** Ends a step whose workers died too often, as its edges say: it may be what killed them. */
  async giveUp(
    standing: Standing,
    { ref, graph }: WorkingTask,
    stepId: string,
    last: { attempt: number; agentId: string },
  ): Promise<MeshJob[]> {
    this.logger.error({ taskId: ref.taskId, stepId, attempt: last.attempt }, 'a step outlived too many workers');
    const outcome = await this.steps.fail(ref, {
      stepId,
      ...last,
      failure: failureOf(workersDied(), stepId),
      asksAnew: false,
      isAgentsFault: false,
      policy: afterFailure(graph, stepId),
    });
    return 'nextAttempt' in outcome ? [] : this.workflow.follow(standing, outcome);
  }
}

function workersDied(): MeshError {
  return new MeshError('internal', 'step-workers-died', 'the workers of the step died again and again', { retryable: false });
}

function pauseBefore(attempt: number, retryAfterSeconds = 0): number {
  const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
  return Math.round(Math.max(pauseMs * (1 + SPREAD * (Math.random() * 2 - 1)), Math.min(LONGEST_PAUSE_MS, retryAfterSeconds * 1000)));
}
