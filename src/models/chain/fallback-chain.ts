import { Inject, Injectable, Logger } from '@nestjs/common';
import { MeshError } from '../../errors';
import { totalsOf } from '../cost/totals';
import type { GenerateAnswer, GenerateRequest, GenerateScope } from '../generate';
import type { ModelAnswer, ModelProvider, ModelRequest } from '../model-provider';
import { ModelMetrics } from '../model-metrics';
import { compileSchema } from '../output/compiled-schemas';
import { readOutput, repairMessages, type Output } from '../output/structured-output';
import { stopped } from '../provider-error';
import { MODEL_PROVIDERS } from '../providers/provider-list';
import { Observations } from '../selection/observations';
import type { Selected } from '../selection/selected';
import { Selector } from '../selection/selector';
import { Attempts } from './attempts';
import type { Candidate } from './candidate';
import { cancelled, exhausted, invalidOutput } from './chain-failures';
import { withRetries } from './retries';
import { limitTime, unlessAborted } from './time-limit';

const DEFAULT_TIMEOUT_MS = 120_000;

/** One candidate's turn. */
interface Turn {
  candidate: Candidate;
  attempts: Attempts;
  signal: AbortSignal;
  deadlineAtMs: number;
}

/** One request on its way through the candidates. */
interface Round {
  scope: GenerateScope;
  selected: Selected;
  attempts: Attempts;
  deadlineAtMs: number;
  signal: AbortSignal;
}

/** Asks one candidate after the other until one gives a valid answer, all under one deadline. */
@Injectable()
export class FallbackChain {
  private readonly logger = new Logger(FallbackChain.name);

  constructor(
    private readonly selector: Selector,
    private readonly observations: Observations,
    @Inject(MODEL_PROVIDERS) private readonly providers: readonly ModelProvider[],
    private readonly metrics: ModelMetrics,
  ) {}

  /** Who answers when nobody pins a model, first to last. */
  candidates(): Candidate[] {
    return this.selector.defaults();
  }

  /**
   * A valid answer and all it took to get it.
   * @throws MeshError `no-provider-configured`, `provider-chain-exhausted`, `generate-cancelled` or `invalid-json-schema`.
   */
  async answer(scope: GenerateScope, request: GenerateRequest, signal: AbortSignal): Promise<GenerateAnswer> {
    const selected = this.selector.select(request);
    // Before anybody is paid for an answer that could never be checked.
    if (request.format.type === 'json_schema') compileSchema(request.format.schema);
    const deadlineAtMs = Date.now() + (request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const attempts = new Attempts();
    try {
      return await this.firstAnswer({ scope, selected, attempts, deadlineAtMs, signal });
    } finally {
      for (const attempt of attempts.list) {
        this.metrics.record(attempt);
        this.observations.record(attempt);
      }
    }
  }

  private async firstAnswer({ scope, selected, attempts, deadlineAtMs, signal }: Round): Promise<GenerateAnswer> {
    const { candidates } = selected;
    const failures: MeshError[] = [];
    for (const [index, candidate] of candidates.entries()) {
      if (signal.aborted) throw cancelled();
      const shareMs = share(deadlineAtMs - Date.now(), candidates.slice(index));
      if (shareMs <= 0) break;
      const limit = limitTime(signal, shareMs);
      try {
        return await this.ask({ candidate, attempts, signal: limit.signal, deadlineAtMs: Date.now() + shareMs }, selected);
      } catch (error) {
        if (signal.aborted) throw cancelled();
        if (!(error instanceof MeshError)) throw error;
        failures.push(error);
        const { taskId, stepId } = scope;
        this.logger.warn(
          { taskId, stepId, provider: candidate.provider, model: candidate.model, code: error.code },
          'model candidate failed',
        );
      } finally {
        limit.release();
      }
    }
    throw exhausted(attempts.list, failures);
  }

  /** Asks one candidate; an answer in the wrong shape gets one chance of repair. */
  private async ask(turn: Turn, selected: Selected): Promise<GenerateAnswer> {
    const request = selected.requestFor(turn.candidate);
    const { messages, format } = request;
    const first = await this.call(turn, request);
    const output = readOutput(first, format);
    if (output.state === 'text' || output.state === 'json') return finished(turn, selected, first, output);
    turn.attempts.rejectLast();
    if (output.state === 'cut') throw invalidOutput();
    const repaired = await this.call(turn, { ...request, messages: [...messages, ...repairMessages(first.text, output.fault)] });
    const again = readOutput(repaired, format);
    if (again.state === 'text' || again.state === 'json') return finished(turn, selected, repaired, again);
    turn.attempts.rejectLast();
    throw invalidOutput();
  }

  private async call({ candidate, attempts, signal, deadlineAtMs }: Turn, request: ModelRequest): Promise<ModelAnswer> {
    const provider = this.providerOf(candidate);
    const call = () => attempts.call(provider, candidate.model, request, signal);
    // Waits between tries do not hear the signal; a call that does must be written down before this turn ends.
    return unlessAborted(withRetries(call, deadlineAtMs, signal), signal, async () => {
      await attempts.settled();
      throw stopped(provider.name, signal);
    });
  }

  private providerOf(candidate: Candidate): ModelProvider {
    const provider = this.providers.find(({ name }) => name === candidate.provider);
    if (provider === undefined) throw new Error(`the provider ${candidate.provider} is not registered`);
    return provider;
  }
}

function finished(
  { candidate, attempts }: Turn,
  { decision }: Selected,
  { text, model, finishReason }: ModelAnswer,
  output: Output,
): GenerateAnswer {
  const json = output.state === 'json' ? { json: output.json } : {};
  const who = { provider: candidate.provider, model, finishReason, cached: false as const, decision };
  return { text, ...json, ...who, attempts: attempts.list, ...totalsOf(attempts.list) };
}

/** Half of what is left while others wait behind, so that one that hangs cannot take the deadline of all; the sandbox needs none. */
function share(leftMs: number, [candidate, ...behind]: readonly Candidate[]): number {
  if (candidate?.provider === 'sandbox') return Math.max(leftMs, 1_000);
  return behind.some(({ provider }) => provider !== 'sandbox') ? leftMs / 2 : leftMs;
}
