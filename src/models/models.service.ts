import { Injectable } from '@nestjs/common';
import { AnswerCache } from './cache/answer-cache';
import type { Produce } from './cache/replica-flights';
import type { Candidate } from './chain/candidate';
import { FallbackChain } from './chain/fallback-chain';
import type { Run } from './chain/run';
import { Prices } from './cost/prices/prices';
import { Spending } from './cost/spending/spending';
import type { Estimate, GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from './generate';
import { compileSchema } from './output/compiled-schemas';
import { Screening } from './safety/screening';
import type { Selected } from './selection/selected';
import { Selector } from './selection/selector';

const DEFAULT_TIMEOUT_MS = 120_000;

/** The single road to a language model: screened, selected, cached, asked, screened again; costs are written down on the way. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly screening: Screening,
    private readonly selector: Selector,
    private readonly cache: AnswerCache,
    private readonly chain: FallbackChain,
    private readonly prices: Prices,
    private readonly spending: Spending,
  ) {}

  /** Whether nobody but the sandbox would answer; then asking a model to plan or judge is of no use. */
  get sandboxOnly(): boolean {
    const candidates = this.candidates();
    return candidates.length > 0 && candidates.every(({ provider }) => provider === 'sandbox');
  }

  /** Who answers when nobody pins a model, first to last; empty when nothing is configured. */
  candidates(): Candidate[] {
    return this.selector.defaults();
  }

  /**
   * One whole answer. JSON answers are valid against their schema, or this rejects.
   * @throws MeshError `model-not-found`, `context-exceeded`, `no-capable-model`, `no-provider-configured`,
   * `provider-chain-exhausted`, `budget-exceeded`, `generate-cancelled` or `invalid-json-schema`.
   */
  async generate(
    scope: GenerateScope,
    asked: GenerateRequest,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<GenerateAnswer> {
    const request = await this.screening.before(scope, asked);
    const selected = this.select(request);
    const produce: Produce = (shared, timeoutMs) => this.chain.answer(newRun({ scope, request, selected, signal: shared }, timeoutMs));
    const answer = this.counted(scope, await this.cache.through(scope, request, signal, produce));
    return this.screening.after(scope, answer);
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
    const request = await this.screening.before(scope, asked);
    const selected = this.select(request);
    yield* this.screening.stream(scope, this.events(scope, request, selected, signal));
  }

  /** What `request` would cost with each model that may answer, in the order they would be asked; nobody is asked. */
  async estimate(_scope: GenerateScope, request: GenerateRequest): Promise<Estimate> {
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

  private async *events(
    scope: GenerateScope,
    request: GenerateRequest,
    selected: Selected,
    signal: AbortSignal,
  ): AsyncGenerator<GenerateEvent> {
    const produce: Produce = (shared, timeoutMs) => this.chain.answer(newRun({ scope, request, selected, signal: shared }, timeoutMs));
    if (request.format.type !== 'text') {
      yield* wholeAsEvents(this.counted(scope, await this.cache.through(scope, request, signal, produce)));
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

  /** An answer that took no call of its own is counted in the ledger; nobody waits for that. */
  private counted(scope: GenerateScope, answer: GenerateAnswer): GenerateAnswer {
    if (answer.cached !== false) void this.spending.recordCacheHit(scope, answer);
    return answer;
  }

  /** Before anybody is paid for an answer that could never be checked, or asked for one they cannot give. */
  private select(request: GenerateRequest): Selected {
    if (request.format.type === 'json_schema') compileSchema(request.format.schema);
    return this.selector.select(request);
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
