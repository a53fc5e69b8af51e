import { Injectable } from '@nestjs/common';
import type { Candidate } from './chain/candidate';
import { FallbackChain } from './chain/fallback-chain';
import type { Estimate, GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from './generate';

/** The single road to a language model: whatever must happen before or after every call happens here. */
@Injectable()
export class ModelsService {
  constructor(private readonly chain: FallbackChain) {}

  /** Whether nobody but the sandbox would answer; then asking a model to plan or judge is of no use. */
  get sandboxOnly(): boolean {
    const candidates = this.candidates();
    return candidates.length > 0 && candidates.every(({ provider }) => provider === 'sandbox');
  }

  /** Who answers when nobody pins a model, first to last; empty when nothing is configured. */
  candidates(): Candidate[] {
    return this.chain.candidates();
  }

  /**
   * Asks the chain. JSON answers are valid against their schema, or this rejects.
   * @throws MeshError `no-provider-configured`, `provider-chain-exhausted`, `generate-cancelled` or `invalid-json-schema`.
   */
  async generate(
    scope: GenerateScope,
    request: GenerateRequest,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<GenerateAnswer> {
    return this.chain.answer(scope, request, signal);
  }

  /**
   * As `generate`, piece by piece: nothing is yielded before the first content, `done` is the last event, and a failure after
   * the first content throws. Leaving the loop early cancels the call.
   */
  async *stream(
    scope: GenerateScope,
    request: GenerateRequest,
    signal: AbortSignal = new AbortController().signal,
  ): AsyncGenerator<GenerateEvent> {
    const answer = await this.generate(scope, request, signal);
    if (answer.text !== '') yield { type: 'delta', text: answer.text };
    yield { type: 'done', answer };
  }

  /** What `request` would cost with each model that may answer, in the order they would be asked; nobody is asked. */
  async estimate(_scope: GenerateScope, _request: GenerateRequest): Promise<Estimate> {
    return { candidates: [] };
  }
}
