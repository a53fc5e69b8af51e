import { priceMicroUsd } from '../cost/price';
import type { ModelAttempt } from '../generate';
import type { ModelAnswer, ModelProvider, ModelRequest } from '../model-provider';
import { ProviderError, stopped, type Billed } from '../provider-error';
import { unlessAborted } from './time-limit';

/** Every call to a provider on behalf of one request, in order, with what it took; failed ones too. */
export class Attempts {
  readonly list: ModelAttempt[] = [];
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Calls `provider` once and writes it down; ends when `signal` aborts even if the provider does not.
   * @throws ProviderError of the provider.
   */
  call(provider: ModelProvider, model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    const answer = this.record(provider, model, request, signal);
    this.last = answer.catch(() => undefined);
    return answer;
  }

  /** Resolves once the last call is written down. */
  async settled(): Promise<void> {
    await this.last;
  }

  private async record(provider: ModelProvider, model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    if (signal.aborted) throw stopped(provider.name, signal);
    const startedAtMs = performance.now();
    const settle = async (outcome: string, billed: Billed, names: string[]): Promise<void> => {
      const latencyMs = Math.round(performance.now() - startedAtMs);
      const usage = typeof billed === 'string' ? null : billed;
      const costMicroUsd = await costOf(provider, names, billed);
      this.list.push({ provider: provider.name, model, outcome, latencyMs, usage, costMicroUsd });
    };
    try {
      const answer = await unlessAborted(provider.generate(model, request, signal), signal, () => {
        throw stopped(provider.name, signal);
      });
      // A proxy may answer under a name of its own; then the name that was asked for has the price.
      await settle('answered', answer.usage, [answer.model, model]);
      return answer;
    } catch (error) {
      if (error instanceof ProviderError) await settle(error.code, error.billed, [model]);
      throw error;
    }
  }

  /** The last answer did not fit what was asked for. */
  rejectLast(): void {
    const last = this.list.at(-1);
    if (last !== undefined) last.outcome = 'invalid-output';
  }
}

async function costOf(provider: ModelProvider, names: string[], billed: Billed): Promise<number | null> {
  if (billed === 'nothing') return 0;
  return billed === 'unknown' ? null : priceMicroUsd(provider.name, names, billed);
}
