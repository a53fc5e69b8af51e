import { setTimeout as pause } from 'node:timers/promises';
import { ExponentialBackoff, type IBackoff } from 'cockatiel';
import { ProviderError, stopped } from '../provider-error';
import type { Turn } from './run';

/** Tries after the first one. */
const MAX_RETRIES = 2;
/** Milliseconds, with decorrelated jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"). */
const BACKOFF = new ExponentialBackoff({ initialDelay: 200, maxDelay: 5_000 });

/** What of a turn retries go by. */
type Retried = Pick<Turn, 'candidate' | 'limit' | 'retryUntilMs'>;

/**
 * Makes `call` again after a failure of the provider that is worth it (an answer in the wrong shape is repaired instead), as long as the wait that
 * the failure asks for ends before the turn's retries do. `call` itself ends when the turn's signal aborts; waits do too.
 */
export async function withRetries<T>(turn: Retried, call: () => Promise<T>): Promise<T> {
  let backoff: IBackoff<unknown> | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (tries > MAX_RETRIES || !isWorthAnother(error)) throw error;
      backoff = backoff?.next(undefined) ?? BACKOFF.next();
      const askedMs = (error.retryAfterSeconds ?? 0) * 1_000;
      if (Date.now() + askedMs >= turn.retryUntilMs) throw error;
      await waitFor(Math.max(backoff.duration, askedMs), turn);
    }
  }
}

function isWorthAnother(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.retryable;
}

async function waitFor(waitMs: number, { limit: { signal }, candidate }: Retried): Promise<void> {
  try {
    await pause(waitMs, undefined, { signal });
  } catch {
    throw stopped(candidate.provider, signal);
  }
}
