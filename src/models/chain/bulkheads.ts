import { Injectable } from '@nestjs/common';
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import type { ProviderName } from '../model-provider';
import { ModelsConfig } from '../models.config';
import { ProviderError, stopped } from '../provider-error';
import { unlessAborted } from './time-limit';

/** Bounds the calls that run at each provider at once in this process; as many again wait their turn. */
@Injectable()
export class Bulkheads {
  private readonly policies = new Map<ProviderName, BulkheadPolicy>();

  constructor(private readonly config: ModelsConfig) {}

  /**
   * Resolves with the release of a place at `provider`, as soon as there is one.
   * @throws ProviderError `provider-concurrency-reached` when the queue is full too, or as `signal` says when it aborts.
   */
  async enter(provider: ProviderName, signal: AbortSignal): Promise<() => void> {
    const policy = this.policyOf(provider);
    let release: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (release = resolve));
    const entered = new Promise<void>((resolve, reject) => {
      const place = async (): Promise<void> => {
        resolve();
        await left;
      };
      policy.execute(place, signal).catch((error: unknown) => {
        release();
        reject(error instanceof BulkheadRejectedError ? full(provider) : stopped(provider, signal));
      });
    });
    // The policy lets those who wait learn of an abort only when their turn comes.
    await unlessAborted(entered, signal, () => {
      release();
      throw stopped(provider, signal);
    });
    return release;
  }

  private policyOf(provider: ProviderName): BulkheadPolicy {
    const known = this.policies.get(provider);
    if (known !== undefined) return known;
    const policy = bulkhead(this.config.providerConcurrency, this.config.providerConcurrency);
    this.policies.set(provider, policy);
    return policy;
  }
}

function full(provider: ProviderName): ProviderError {
  const detail = `as many calls as allowed run and wait at ${provider}`;
  return new ProviderError('unavailable', 'provider-concurrency-reached', detail, { retryable: false, retryAfterSeconds: 1 });
}
