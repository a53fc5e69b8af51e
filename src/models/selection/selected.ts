import { nameOf, type Candidate } from '../chain/candidate';
import type { GenerateRequest } from '../generate';
import type { ModelRequest } from '../model-provider';
import { traitsOf } from '../providers/catalogue';
import { tokensAt } from '../tokens/estimate-tokens';
import type { TokenEstimate } from '../tokens/text-tokens';
import { adjustmentsFor } from './adjustments';
import type { Adjustment, Decision } from './decision';
import { maxTokensOf } from './output-limit';
import { refusedTemperature, type ChosenTemperature } from './temperature';

/** What selection found for one request. */
export class Selected {
  private decided?: Decision;

  constructor(
    readonly asked: GenerateRequest,
    /** First to last; never empty. */
    readonly candidates: readonly Candidate[],
    private readonly decide: () => Decision,
    /** The input tokens of the request as it was asked. */
    readonly size: TokenEstimate,
    private readonly temperature: ChosenTemperature,
  ) {}

  /** Why they stand in this order: written down when somebody wants to read it. */
  get decision(): Decision {
    return (this.decided ??= this.decide());
  }

  /** The same with what `candidate`, which answered, did not get as it was asked for. */
  decisionFor(candidate: Candidate): Decision {
    return { ...this.decision, adjusted: this.adjustmentsFor(candidate) };
  }

  /** What `candidate` does not get as it was asked for. */
  adjustmentsFor({ provider, model }: Candidate): readonly Adjustment[] {
    return adjustmentsFor({ provider, model, traits: traitsOf({ provider, model }) }, this.asked, this.temperature.value);
  }

  /** Input tokens as OpenAI's tokenizer would count them, guessed. */
  get inputTokens(): number {
    return this.size.tokens;
  }

  /** No provider counts more input tokens than this. */
  get inputTokensMax(): number {
    return this.size.tokensMax;
  }

  /** Input tokens as the provider of `candidate` would count them, guessed. */
  inputTokensFor({ provider }: Candidate): number {
    return tokensAt(provider, this.size);
  }

  /** Tokens the answer of `candidate` may take, reasoning included. */
  maxTokensFor(candidate: Candidate): number {
    return maxTokensOf(traitsOf(candidate), this.inputTokensFor(candidate), this.asked.maxTokens);
  }

  /** What `candidate` is sent for a temperature; its `value` is null for none. */
  temperatureFor(candidate: Candidate): ChosenTemperature {
    return traitsOf(candidate).temperature ? this.temperature : refusedTemperature(candidate.model, this.temperature);
  }

  /** The request as `candidate` gets it: within its limits, without what it refuses. */
  requestFor(candidate: Candidate): ModelRequest {
    const { system, messages, format, topP, stop, tools, toolChoice, reasoningEffort } = this.asked;
    const traits = traitsOf(candidate);
    const { value } = this.temperatureFor(candidate);
    return {
      messages,
      format,
      maxTokens: this.maxTokensFor(candidate),
      ...(system === undefined ? {} : { system }),
      ...(value === null ? {} : { temperature: value }),
      ...(topP === undefined || !traits.temperature ? {} : { topP }),
      ...(stop === undefined ? {} : { stop }),
      ...(tools === undefined || tools.length === 0 ? {} : { tools }),
      ...(toolChoice === undefined ? {} : { toolChoice }),
      ...(reasoningEffort === undefined || !traits.reasoning ? {} : { reasoningEffort }),
    };
  }

  /** `provider/model` of every candidate, first to last. */
  toString(): string {
    return this.candidates.map(nameOf).join(' → ');
  }
}
