import { Injectable } from '@nestjs/common';
import { AnswerCache } from './cache/answer-cache';
import type { Produce } from './cache/replica-flights';
import { FallbackChain } from './chain/fallback-chain';
import type { Run } from './chain/run';
import { Prices } from './cost/prices/prices';
import { Spending } from './cost/spending/spending';
import type { Estimate, GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from './generate';
import { compileSchema } from './output/compiled-schemas';
import type { Selected } from './selection/selected';
import { Selector } from './selection/selector';

/** Milliseconds that all attempts have together where a request does not say. */
export const DEFAULT_TIMEOUT_MS = 120_000;

/** Models without the filter before and after them: for `ModelsService`, which has it, and for the filter, when it asks a model itself. */
@Injectable()
export class UnscreenedModels {
  constructor(
    private readonly selector: Selector,
    private readonly cache: AnswerCache,
    private readonly chain: FallbackChain,
    private readonly spending: Spending,
    private readonly prices: Prices,
  ) {}

  /** As `ModelsService.generate`. */
  async answer(scope: GenerateScope, request: GenerateRequest, signal: AbortSignal): Promise<GenerateAnswer> {
    return this.answerOf(scope, request, this.select(request), signal);
  }

  /** As `ModelsService.stream`. */
  async *events(scope: GenerateScope, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    const selected = this.select(request);
    if (request.format.type !== 'text') {
      yield* wholeAsEvents(await this.answerOf(scope, request, selected, signal));
      return;
    }
    const found = await this.cache.find(scope, request);
    if ('answer' in found) {
      yield* wholeAsEvents(this.counted(scope, found.answer));
      return;
    }
    for await (const event of this.chain.stream(newRun({ scope, request, selected, signal }, request.timeoutMs))) {
      if (event.type === 'done') await this.cache.keep(scope, request, event.answer);
      yield event;
    }
  }

  /** As `ModelsService.estimate`. */
  async estimate(request: GenerateRequest): Promise<Estimate> {
    const selected = this.select(request);
    const candidates = selected.candidates.map((candidate) => {
      const inputTokens = selected.inputTokensFor(candidate);
      const outputTokensMax = selected.maxTokensFor(candidate);
      const cost = (outputTokens: number) =>
        this.prices.costMicroUsd(candidate.provider, [candidate.model], { inputTokens, outputTokens, cachedTokens: 0, reasoningTokens: 0 });
      return { ...candidate, inputTokens, outputTokensMax, costMinMicroUsd: cost(1), costMaxMicroUsd: cost(outputTokensMax) };
    });
    return { candidates };
  }

  /** Before anybody is paid for an answer that could never be checked, or asked for one they cannot give. */
  private select(request: GenerateRequest): Selected {
    if (request.format.type === 'json_schema') compileSchema(request.format.schema);
    return this.selector.select(request);
  }

  private async answerOf(scope: GenerateScope, request: GenerateRequest, selected: Selected, signal: AbortSignal): Promise<GenerateAnswer> {
    const produce: Produce = (shared, timeoutMs) => this.chain.answer(newRun({ scope, request, selected, signal: shared }, timeoutMs));
    return this.counted(scope, await this.cache.through(scope, request, signal, produce));
  }

  /** An answer that took no call of its own is counted in the ledger; nobody waits for that. */
  private counted(scope: GenerateScope, answer: GenerateAnswer): GenerateAnswer {
    if (answer.cached !== false) void this.spending.recordCacheHit(scope, answer);
    return answer;
  }
}

function newRun(asked: Pick<Run, 'scope' | 'request' | 'selected' | 'signal'>, timeoutMs = DEFAULT_TIMEOUT_MS): Run {
  const waiting = [...asked.selected.candidates];
  // The spread stands last: V8 before 11.8 (Node 20) gives every object that begins with one a shape of its own.
  return { waiting, economising: false, attempts: [], failures: [], deadlineAtMs: Date.now() + timeoutMs, ...asked };
}

function* wholeAsEvents(answer: GenerateAnswer): Generator<GenerateEvent> {
  yield { type: 'answering', provider: answer.provider, model: answer.model };
  if (answer.text !== '') yield { type: 'delta', text: answer.text };
  for (const [index, call] of (answer.toolCalls ?? []).entries()) yield { type: 'tool_call', index, ...call };
  yield { type: 'done', answer };
}
