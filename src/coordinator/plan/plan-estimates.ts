import { Injectable } from '@nestjs/common';
import { AgentFactory } from '../../agents';
import { ModelsService, textTokens } from '../../models';
import type { AgentConfig } from '../../networks';
import type { NetworkPlace } from '../../redis';
import { usd, type TaskDocument } from '../workflow/task';
import { estimateOf, type Plan, type PlannedStep } from './plan';

/** Tokens of an answer of ordinary length, and of what a step is given of each one before it; assumptions, the same for all. */
const ANSWER_TOKENS = 800;
const INPUT_TOKENS = 800;
/** Tokens of instructions, schema and memories around the task in a prompt; as the built-in agents take, roundly. */
const SURROUNDING_TOKENS = 1_500;
/** Characters of goal and context that are looked at; a prompt shows no more of them than that. */
const TEXT_LIMIT = 80_000;

/** What the model that would be asked first takes, in micro-dollars; null where its price is unknown. */
interface Price {
  perInputToken: number;
  perOutputToken: number;
  inputTokens: number;
  outputTokens: number;
}

/** Says of a plan what it would cost, without asking anybody. */
@Injectable()
export class PlanEstimates {
  constructor(
    private readonly models: ModelsService,
    private readonly factory: AgentFactory,
  ) {}

  /**
   * The plan with an estimate for each step, and warnings where `max_cost_usd` will not do; as it is where nobody
   * is paid. Each step is counted once and as it goes well. One look at the prices for each distinct model is enough: steps
   * differ by their text only. What cannot be estimated is null; this never rejects.
   */
  async estimated(plan: Plan, place: NetworkPlace, document: TaskDocument, agents: AgentConfig[]): Promise<Plan> {
    if (this.models.sandboxOnly) return plan;
    const content = `${document.task}\n${JSON.stringify(document.context)}`.slice(0, TEXT_LIMIT);
    const prices = new Map<string, Promise<Price | null>>();
    const priceFor = (agent: AgentConfig | undefined): Promise<Price | null> => {
      const model = document.model ?? agent?.model;
      const maxTokens = agent?.parameters.maxTokens;
      const key = `${model ?? ''} ${maxTokens ?? ''}`;
      const known = prices.get(key) ?? this.price(place, content, model, maxTokens);
      prices.set(key, known);
      return known;
    };
    const priced = await Promise.all(
      plan.steps.map(async (step) => ({ step, price: await priceFor(agents.find((agent) => this.mayDo(step, agent))) })),
    );
    const steps = priced.map(({ step, price }) => ({ ...step, estimatedCostMicroUsd: costOf(step, price, price?.outputTokens) }));
    const least = priced.map(({ step, price }) => ({ stepId: step.stepId, costMicroUsd: costOf(step, price, 1) }));
    const warnings = [...(plan.warnings ?? []), ...costWarnings(document.maxCostMicroUsd, estimateOf({ steps }) ?? null, least)];
    return { ...plan, steps, ...(warnings.length === 0 ? {} : { warnings }) };
  }

  private async price(
    place: NetworkPlace,
    content: string,
    model: string | undefined,
    maxTokens: number | undefined,
  ): Promise<Price | null> {
    const request = { messages: [{ role: 'user' as const, content }], format: { type: 'text' as const }, model, maxTokens };
    const first = await this.models.estimate(place, request).then(
      ({ candidates }) => candidates[0],
      () => undefined, // nobody can answer: the step will say why
    );
    if (first === undefined || first.costMinMicroUsd === null || first.costMaxMicroUsd === null) return null;
    const { inputTokens, outputTokensMax, costMinMicroUsd, costMaxMicroUsd } = first;
    return {
      perInputToken: costMinMicroUsd / Math.max(1, inputTokens),
      perOutputToken: (costMaxMicroUsd - costMinMicroUsd) / Math.max(1, outputTokensMax - 1),
      inputTokens: inputTokens + SURROUNDING_TOKENS,
      outputTokens: Math.min(ANSWER_TOKENS, outputTokensMax),
    };
  }

  private mayDo({ agentType, capability }: PlannedStep, agent: AgentConfig): boolean {
    if (agentType !== undefined) return agent.type === agentType;
    return capability === undefined ? agent.type !== 'coordinator' : this.factory.capabilitiesOf(agent).includes(capability);
  }
}

function costOf(step: PlannedStep, price: Price | null, outputTokens = 1): number | null {
  if (price === null) return null;
  const inputTokens = price.inputTokens + textTokens(step.task).tokens + INPUT_TOKENS * step.dependsOn.length;
  return Math.ceil(inputTokens * price.perInputToken + outputTokens * price.perOutputToken);
}

function costWarnings(
  limitMicroUsd: number | undefined,
  sumMicroUsd: number | null,
  least: readonly { stepId: string; costMicroUsd: number | null }[],
): string[] {
  if (limitMicroUsd === undefined) return [];
  const limit = `max_cost_usd is ${usd(limitMicroUsd)}`;
  const beyond = least.find(({ costMicroUsd }) => costMicroUsd !== null && costMicroUsd > limitMicroUsd);
  if (beyond !== undefined) return [`${limit}, and step ${beyond.stepId} alone takes at least ${usd(beyond.costMicroUsd)}`];
  if (sumMicroUsd === null) return [`${limit}, and the price of a model is not known: it cannot be held`];
  return sumMicroUsd > limitMicroUsd ? [`${limit}, and the plan is estimated at ${usd(sumMicroUsd)}`] : [];
}
