import { Injectable } from '@nestjs/common';
import type { Candidate } from './chain/candidate';
import type { Estimate, GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from './generate';
import { ModelDirectory } from './model-directory';
import { Screening } from './safety/screening';
import { UnscreenedModels } from './unscreened-models';

/** The single road to a language model: screened, selected, cached, asked, screened again; costs are written down on the way. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly screening: Screening,
    private readonly models: UnscreenedModels,
    private readonly directory: ModelDirectory,
  ) {}

  /** Whether nobody but the sandbox would answer; then asking a model to plan or judge is of no use. */
  get sandboxOnly(): boolean {
    const candidates = this.candidates();
    return candidates.length > 0 && candidates.every(({ provider }) => provider === 'sandbox');
  }

  /** Who answers when nobody pins a model, first to last; empty when nothing is configured. */
  candidates(): Candidate[] {
    return this.directory.chain();
  }

  /**
   * One whole answer. JSON answers are valid against their schema, or this rejects.
   * @throws MeshError `model-not-found`, `context-exceeded`, `no-capable-model`, `no-provider-configured`, `provider-chain-exhausted`,
   * `budget-exceeded`, `generate-cancelled`, `invalid-json-schema`, or of kind `unsafe` for what the tenant's safety policy refuses.
   */
  async generate(
    scope: GenerateScope,
    asked: GenerateRequest,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<GenerateAnswer> {
    const call = await this.screening.open(scope, asked, signal);
    return call.answer(await this.models.answer(scope, call.request, signal));
  }

  /**
   * As `generate`, piece by piece: of what is said nothing is yielded before the first content, `done` is the last event, and a
   * failure after the first content throws. Leaving the loop early cancels the call. JSON is yielded in one piece, since it is validated first.
   */
  async *stream(
    scope: GenerateScope,
    asked: GenerateRequest,
    signal: AbortSignal = new AbortController().signal,
  ): AsyncGenerator<GenerateEvent> {
    const call = await this.screening.open(scope, asked, signal);
    yield* call.events(this.models.events(scope, call.request, signal));
  }

  /** What `request` would cost with each model that may answer, in the order they would be asked; nobody is asked. */
  estimate(_scope: GenerateScope, request: GenerateRequest): Promise<Estimate> {
    return this.models.estimate(request);
  }
}
