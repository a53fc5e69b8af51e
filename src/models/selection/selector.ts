import { Inject, Injectable, Optional } from '@nestjs/common';
import { Breakers } from '../chain/breakers';
import { nameOf, type Candidate } from '../chain/candidate';
import { noProvider } from '../chain/chain-failures';
import type { GenerateRequest } from '../generate';
import type { ProviderName } from '../model-provider';
import { TIERS, type Tier } from '../model-traits';
import { ModelsConfig } from '../models.config';
import { tokensAt } from '../tokens/estimate-tokens';
import { OpenAiTokens } from '../tokens/openai-tokens';
import { CandidatePool, consider, type Considered } from './candidate-pool';
import { COST_ESTIMATOR, EXTRA_MODELS, type CostEstimator } from './cost-estimator';
import { decisionOf } from './decision-record';
import type { Excluded } from './exclusion';
import { ModelNames, type ResolvedModel } from './model-names';
import { Observations } from './observations';
import { rank, type Ranked } from './order';
import { Selected } from './selected';
import { modelRequired, nobodyCapable, providerNotConfigured } from './selection-failures';
import { SelectionTask } from './selection-task';
import { temperatureOf } from './temperature';

/** Tokens of a typical answer, for comparing expected costs; an assumption, and the same for all. */
const EXPECTED_OUTPUT_TOKENS = 800;

/** Resolved pins kept; a service sees few different ones. */
const PINS_MAX = 1_000;

/** Chooses who answers a request and in which order: without a model call, without waiting, the same for the same evidence. */
@Injectable()
export class Selector {
  private readonly names: ModelNames;
  private readonly pool: CandidatePool;
  private readonly pins = new Map<string, ResolvedModel>();

  constructor(
    private readonly config: ModelsConfig,
    private readonly breakers: Breakers,
    private readonly observations: Observations,
    private readonly exactTokens: OpenAiTokens,
    @Optional() @Inject(COST_ESTIMATOR) private readonly costs?: CostEstimator,
    @Optional() @Inject(EXTRA_MODELS) extra: () => readonly Candidate[] = () => [],
  ) {
    this.names = new ModelNames(config, extra);
    this.pool = new CandidatePool(config);
  }

  /** Who answers everyday requests when nobody pins a model, first to last; empty when nothing is configured. */
  defaults(): Candidate[] {
    return this.pool.for('MEDIUM').map(plain);
  }

  /** Every model that may be asked, and the sandbox where it may answer. */
  models(): readonly Considered[] {
    const sandbox = this.pool.for('MEDIUM').filter(({ provider }) => provider === 'sandbox');
    return [...this.pool.all(), ...sandbox];
  }

  /**
   * The model that `model` or `provider/model` stands for, and the retired id it took the place of.
   * @throws MeshError `model-not-found`.
   */
  resolve(model: string, provider?: ProviderName): ResolvedModel {
    const key = `${provider ?? ''} ${model}`;
    const known = this.pins.get(key);
    if (known !== undefined) return known;
    const resolved = this.names.resolve(model, provider);
    if (this.pins.size >= PINS_MAX) this.pins.clear();
    this.pins.set(key, resolved);
    return resolved;
  }

  /**
   * Who answers `request`, first to last, and why.
   * @throws MeshError `model-not-found`, `provider-not-configured`, `model-required`, `context-exceeded`, `no-capable-model` or
   * `no-provider-configured`.
   */
  select(request: GenerateRequest): Selected {
    const { model, provider } = request;
    if (provider !== undefined && !this.config.isConfigured(provider)) throw providerNotConfigured(provider);
    const pin = model === undefined ? undefined : this.resolve(model, provider);
    const task = new SelectionTask(request, pin, this.exactTokens);
    const excluded: Excluded[] = [];
    const pinned = this.pinned(task, excluded);
    const behind = this.behind(task, pinned === undefined ? 0 : 1, excluded);
    const ranked = pinned === undefined ? behind : [{ model: pinned, score: 1, moved: '' }, ...behind];
    if (ranked.length === 0) throw nobody(task, excluded);
    const chosen = request.fallback === false ? ranked.slice(0, 1) : ranked;
    const decide = () => decisionOf(task, chosen, excluded, (considered) => this.costMax(task, considered));
    return new Selected(
      request,
      chosen.map((entry) => plain(entry.model)),
      decide,
      task.input,
      temperatureOf(request),
    );
  }

  /**
   * Capable models that cost at most `costMaxMicroUsd` however long they answer, the cheapest first: for budgets that are nearly used
   * up. None when the caller wants one model only, or the sandbox.
   */
  cheaperThan({ asked, candidates }: Selected, costMaxMicroUsd: number): Candidate[] {
    if (asked.fallback === false || candidates[0]?.provider === 'sandbox') return [];
    const task = new SelectionTask(asked, undefined, this.exactTokens);
    const affordable = this.pool
      .all()
      .filter((model) => asked.provider === undefined || model.provider === asked.provider)
      .filter((model) => task.faultOf(model) === undefined)
      .map((model) => ({ model, costMicroUsd: this.costMax(task, model) ?? Infinity }))
      .filter(({ costMicroUsd }) => costMicroUsd <= costMaxMicroUsd);
    return affordable.sort((a, b) => a.costMicroUsd - b.costMicroUsd).map(({ model }) => plain(model));
  }

  /** The pinned model where it can take the request; else it is among the excluded. */
  private pinned(task: SelectionTask, excluded: Excluded[]): Considered | undefined {
    if (task.pin === undefined) return undefined;
    const { candidate, retired } = task.pin;
    const model = consider(candidate, retired === undefined ? 'pinned' : `pinned as ${retired}, which is retired`);
    const fault = this.config.isConfigured(candidate.provider)
      ? task.faultOf(model)
      : { cause: 'not-configured' as const, reason: `${candidate.provider} is not configured here` };
    if (fault === undefined) return model;
    excluded.push({ candidate, ...fault });
    return undefined;
  }

  /** Who may answer when nobody is pinned, or the pinned model cannot. A pin on the sandbox stands alone: its caller must not be sent to a paid model. */
  private behind(task: SelectionTask, placesTaken: number, excluded: Excluded[]): Ranked[] {
    const { request, pin, isThrifty } = task;
    if (pin !== undefined && (request.fallback === false || pin.candidate.provider === 'sandbox')) return [];
    // A chain that the operator names is the same for every task: then nobody need judge this one.
    const level = isThrifty || this.config.chain.length === 0 ? task.complexity.level : 'MEDIUM';
    const pool = isThrifty ? this.pool.affordable(request.provider) : this.pool.for(level, request.provider);
    const capable: Considered[] = [];
    for (const model of pool) {
      if (pin !== undefined && nameOf(pin.candidate) === nameOf(model)) continue;
      const fault = task.faultOf(model) ?? (isThrifty ? tooWeak(model, level) : undefined);
      if (fault === undefined) capable.push(model);
      else excluded.push({ candidate: plain(model), ...fault });
    }
    const ordered = isThrifty ? this.cheapestFirst(task, capable) : capable;
    const evidence = (model: Considered) => ({ breaker: this.breakers.stateOf(model), observed: this.observations.of(model) });
    return rank(ordered, evidence, placesTaken);
  }

  /** By what an answer of ordinary length is expected to cost; unknown prices last, the sandbox behind them. */
  private cheapestFirst(task: SelectionTask, models: readonly Considered[]): Considered[] {
    const costOf = (model: Considered): number => {
      if (model.provider === 'sandbox') return Number.MAX_VALUE;
      const outputTokens = Math.min(EXPECTED_OUTPUT_TOKENS, task.maxTokensOf(model));
      return this.costs?.maxMicroUsd(model, tokensAt(model.provider, task.input), outputTokens) ?? Number.MAX_SAFE_INTEGER;
    };
    const priced = models.map((model) => ({ model, cost: costOf(model) }));
    return priced.sort((a, b) => a.cost - b.cost).map(({ model }) => model);
  }

  private costMax(task: SelectionTask, model: Considered): number | null {
    if (model.provider === 'sandbox') return 0;
    return this.costs?.maxMicroUsd(model, task.input.tokensMax, task.maxTokensOf(model)) ?? null;
  }
}

function plain({ provider, model }: Candidate): Candidate {
  return { provider, model };
}

function tooWeak({ provider, traits }: Considered, level: Tier): Omit<Excluded, 'candidate'> | undefined {
  if (provider === 'sandbox' || TIERS.indexOf(traits.tier) >= TIERS.indexOf(level)) return undefined;
  return { cause: 'tier', reason: `it is a ${traits.tier} model, and the task is ${level}` };
}

function nobody({ request, pin }: SelectionTask, excluded: readonly Excluded[]): Error {
  if (excluded.length === 0) return request.provider === undefined ? noProvider() : modelRequired(request.provider);
  if (pin !== undefined && excluded.every(({ cause }) => cause === 'not-configured')) return providerNotConfigured(pin.candidate.provider);
  return nobodyCapable(excluded);
}
