import { Injectable, Logger } from '@nestjs/common';
import { AgentFactory, PLAN_PROMPT, planSchema, type Skills } from '../../agents';
import { MeshError } from '../../errors';
import { FENCE_RULE, ModelsService, newFenceMark, type AnswerJournal } from '../../models';
import type { AgentConfig } from '../../networks';
import type { NetworkPlace } from '../../redis';
import type { TaskDocument, TaskRef } from '../workflow/task';
import type { Abilities } from './abilities';
import { faultsOf, MAX_STEPS } from './check-plan';
import { modelStepsOf } from './model-steps';
import type { Plan, PlannedStep } from './plan';
import { PlanEstimates } from './plan-estimates';
import { planQuestion, repairQuestion } from './plan-question';
import { rulePlan } from './rule-plan';

const SYSTEM = PLAN_PROMPT.followedBy(FENCE_RULE).text;
/** Tokens of the longest plan: 50 steps of some 150 tokens, and what a model thinks before. */
const MAX_PLAN_TOKENS = 16_000;
/** Milliseconds for one answer of a model, and for both rounds of planning with what stands around them. */
const PLANNING_TIMEOUT_MS = 60_000;
export const MAX_PLANNING_MS = 2 * PLANNING_TIMEOUT_MS + 10_000;
/** Rounds of work and review below which a review could change nothing. */
const ROUNDS_WORTH_A_REVIEW = 2;

/** A task to be planned; its questions to a model go through `journal`, which counts what they cost. */
export interface PlannedTask {
  ref: TaskRef;
  document: TaskDocument;
  journal: AnswerJournal;
}

/** Turns a goal into a checked plan. */
@Injectable()
export class Planner {
  private readonly logger = new Logger(Planner.name);

  constructor(
    private readonly models: ModelsService,
    private readonly factory: AgentFactory,
    private readonly estimates: PlanEstimates,
  ) {}

  /** What the agents of a network can do, together. */
  abilitiesOf(agents: AgentConfig[]): Abilities {
    const reviewers = agents.filter((agent) => this.factory.agentFor(agent).canReview);
    return { ...this.skillsOf(agents), reviewers: this.skillsOf(reviewers) };
  }

  /**
   * The caller's own workflow, else a model's plan, else one by rules; with what it would cost. A model plan that does not pass
   * the check is asked for once more with its faults; a plan by rules needs no model, so planning itself cannot fail for want
   * of one.
   */
  async plan(task: PlannedTask, agents: AgentConfig[], signal: AbortSignal): Promise<Plan> {
    return this.completed(await this.draft(task, agents, signal), task.ref, task.document, agents);
  }

  /** A plan with the rounds of its reviews and what it would cost. Never rejects, and waits for nobody. */
  async completed(plan: Plan, place: NetworkPlace, document: TaskDocument, agents: AgentConfig[]): Promise<Plan> {
    return this.estimates.estimated(withRounds(plan, document), place, document, agents);
  }

  private async draft(task: PlannedTask, agents: AgentConfig[], signal: AbortSignal): Promise<Plan> {
    const { ref, document } = task;
    if (document.workflow) return { source: 'caller', steps: document.workflow };
    const forRecipients = document.context?.recipients !== undefined;
    if (!this.asksModel(document, agents)) return rulePlan(document.task, agents, { forRecipients });
    try {
      return this.contained(await this.askModel(task, agents, signal), document, agents);
    } catch (error) {
      // Without the shared state nobody knows whether a plan was paid for before, and none could be stored.
      if (signal.aborted || !(error instanceof MeshError) || error.code === 'redis-unavailable') throw error;
      this.logger.warn({ taskId: ref.taskId, code: error.code }, 'no plan from a model, planning by rules');
      const withReview = document.maxIterations >= ROUNDS_WORTH_A_REVIEW;
      const plan = rulePlan(document.task, agents, { withReview, forRecipients });
      return { ...plan, warnings: [`no model made the plan (${error.code}): it was made by rules`] };
    }
  }

  /**
   * The planner saw the context, which anybody may have written: steps with effects that the caller's own words do not ask for wait for approval.
   */
  private contained(plan: Plan, { task, context }: TaskDocument, agents: AgentConfig[]): Plan {
    if (Object.keys(context).length === 0) return plan;
    const withEffects = agents.filter((agent) => this.factory.agentFor(agent).effects.length > 0);
    const asked = rulePlan(task, agents, { forRecipients: context.recipients !== undefined }).steps.map(({ agentType }) => agentType);
    const doubtful = withEffects.filter(({ type }) => !asked.includes(type));
    const mayBeDoneBy = (step: PlannedStep, agent: AgentConfig) =>
      step.agentType === agent.type || (step.capability !== undefined && this.factory.capabilitiesOf(agent).includes(step.capability));
    const steps = plan.steps.map((step) =>
      doubtful.some((agent) => mayBeDoneBy(step, agent)) ? { ...step, requiresApproval: true } : step,
    );
    return { ...plan, steps };
  }

  /** Whether a plan for `document` is asked of a model; where there is none, or nobody to choose from, rules will do. */
  asksModel(document: TaskDocument, agents: AgentConfig[]): boolean {
    return document.workflow === undefined && !this.models.sandboxOnly && agents.length > 1;
  }

  private async askModel({ ref, document, journal }: PlannedTask, agents: AgentConfig[], signal: AbortSignal): Promise<Plan> {
    const { createdBy: userId, keyId } = document;
    const abilities = this.abilitiesOf(agents);
    const dataMark = newFenceMark();
    const messages = [{ role: 'user' as const, content: this.question(document, agents, dataMark) }];
    for (let round = 1; ; round++) {
      const question = { name: 'plan', schema: planSchema(abilities, MAX_STEPS) };
      const answer = await journal.through(question, (paid) =>
        this.models.generate(
          { ...ref, userId, keyId, paid },
          {
            system: SYSTEM,
            messages,
            dataMark,
            callerWords: [document.task],
            format: { type: 'json_schema', ...question },
            temperature: 0,
            maxTokens: MAX_PLAN_TOKENS,
            cache: 'off',
            model: document.model,
            timeoutMs: PLANNING_TIMEOUT_MS,
          },
          signal,
        ),
      );
      // Its words mean nothing, even where they make a graph.
      if (answer.provider === 'sandbox') throw new MeshError('unavailable', 'plan-by-sandbox', 'only the sandbox would plan');
      // Whoever wrote the data must not choose the steps.
      if (answer.tainted === true) throw new MeshError('unsafe', 'plan-tainted', 'the context reads like instructions to an AI');
      const steps = modelStepsOf(answer);
      const faults = faultsOf(steps, abilities, 'steps');
      if (faults.length === 0) return { source: 'model', steps };
      if (round === 2) throw new MeshError('internal', 'plan-invalid', 'the model made no plan that can run', { errors: faults });
      messages.push({ role: 'user', content: repairQuestion(answer.text, faults, dataMark) });
    }
  }

  private question({ task, context }: TaskDocument, agents: AgentConfig[], mark: string): string {
    const team = agents.map((agent) => {
      const can = [...(agent.description === undefined ? [] : [agent.description]), this.factory.capabilitiesOf(agent).join(', ')];
      return { type: agent.type, can: can.join('; can do: '), canReview: this.factory.agentFor(agent).canReview };
    });
    return planQuestion(task, context, team, mark);
  }

  private skillsOf(agents: AgentConfig[]): Skills {
    return {
      agentTypes: new Set(agents.map((agent) => agent.type)),
      capabilities: new Set(agents.flatMap((agent) => this.factory.capabilitiesOf(agent))),
    };
  }
}

/** Reviews that do not say how often the work may be done get what the network allows. */
function withRounds(plan: Plan, { maxIterations }: TaskDocument): Plan {
  const isOpen = (step: PlannedStep) => step.reviews !== undefined && step.maxIterations === undefined;
  return plan.steps.some(isOpen) ? { ...plan, steps: plan.steps.map((step) => (isOpen(step) ? { ...step, maxIterations } : step)) } : plan;
}
