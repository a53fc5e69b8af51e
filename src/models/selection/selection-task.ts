import type { GenerateRequest } from '../generate';
import { estimateTokens, tokensAt } from '../tokens/estimate-tokens';
import type { OpenAiTokens } from '../tokens/openai-tokens';
import type { TokenEstimate } from '../tokens/text-tokens';
import type { Considered } from './candidate-pool';
import { complexityOf } from './complexity/complexity';
import type { Decision } from './decision';
import { lacks, needsOf, type Excluded, type Needs } from './exclusion';
import type { ResolvedModel } from './model-names';
import { exceedsContext, maxTokensOf } from './output-limit';

/** One request while its models are chosen: what it needs, takes and may cost. */
export class SelectionTask {
  readonly input: TokenEstimate;
  private readonly needs: Needs;
  private judged: Decision['complexity'] | undefined;

  constructor(
    readonly request: GenerateRequest,
    readonly pin: ResolvedModel | undefined,
    private readonly exactTokens: OpenAiTokens,
  ) {
    this.input = estimateTokens(request);
    this.needs = needsOf(request);
  }

  /** Judged where somebody looks: a pinned model without fallback does not depend on it. */
  get complexity(): Decision['complexity'] {
    return (this.judged ??= complexityOf(this.request));
  }

  /** Whether cost decides. */
  get isThrifty(): boolean {
    return this.request.selection?.costSensitive === true;
  }

  /** Why `model` may not answer; undefined when it may. */
  faultOf(model: Considered): Omit<Excluded, 'candidate'> | undefined {
    return lacks(model.traits, this.needs) ?? exceedsContext(model.traits, this.inputTokensOf(model), this.request.maxTokens);
  }

  /** Tokens the answer of `model` may take. */
  maxTokensOf({ provider, traits }: Considered): number {
    return maxTokensOf(traits, tokensAt(provider, this.input), this.request.maxTokens);
  }

  /** Guessed, and counted where a guess could be wrong about an OpenAI model's context; the first such request is guessed too. */
  private inputTokensOf({ provider, traits }: Considered): number {
    const guessed = tokensAt(provider, this.input);
    if (provider !== 'openai' || guessed * 2 < traits.contextTokens || guessed > traits.contextTokens * 2) return guessed;
    void this.exactTokens.load();
    return this.exactTokens.of(this.request) ?? guessed;
  }
}
