import { Injectable } from '@nestjs/common';
import type { ProviderName } from '../model-provider';
import { ModelsConfig } from '../models.config';
import { ProviderError, stopped } from '../provider-error';

/** The calls at one provider. */
interface Bulkhead {
  running: number;
  /** Those who wait, first come, first served; each is called when a place is theirs. */
  waiting: Set<() => void>;
}

/**
 * Bounds the calls that run at each provider at once in this process; as many again wait their turn. Not cockatiel's: there a
 * caller who waits hears of an abort only when its turn has come.
 */
@Injectable()
export class Bulkheads {
  private readonly bulkheads = new Map<ProviderName, Bulkhead>();

  constructor(private readonly config: ModelsConfig) {}

  /**
   * The release of a place at `provider`, at once or as soon as there is one.
   * @throws ProviderError `provider-concurrency-reached` when the queue is full too, or as `signal` says when it aborts.
   */
  enter(provider: ProviderName, signal: AbortSignal): (() => void) | Promise<() => void> {
    const bulkhead = this.bulkheadOf(provider);
    const release = () => leave(bulkhead);
    if (bulkhead.running < this.config.providerConcurrency) {
      bulkhead.running += 1;
      return release;
    }
    if (bulkhead.waiting.size >= this.config.providerConcurrency) throw full(provider);
    return new Promise((resolve, reject) => {
      const take = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(release);
      };
      const giveUp = () => {
        bulkhead.waiting.delete(take);
        reject(stopped(provider, signal));
      };
      bulkhead.waiting.add(take);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  private bulkheadOf(provider: ProviderName): Bulkhead {
    const bulkhead = this.bulkheads.get(provider) ?? { running: 0, waiting: new Set() };
    this.bulkheads.set(provider, bulkhead);
    return bulkhead;
  }
}

/** A place goes to whoever has waited longest, without becoming free in between. */
function leave(bulkhead: Bulkhead): void {
  const [next] = bulkhead.waiting;
  if (next === undefined) {
    bulkhead.running -= 1;
    return;
  }
  bulkhead.waiting.delete(next);
  next();
}

function full(provider: ProviderName): ProviderError {
  const detail = `as many calls as allowed run and wait at ${provider}`;
  return new ProviderError('unavailable', 'provider-concurrency-reached', detail, { retryable: false, retryAfterSeconds: 1 });
}
