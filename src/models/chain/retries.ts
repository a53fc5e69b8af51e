import { DelegateBackoff, ExponentialBackoff, handleWhen, retry, type IBackoff, type IRetryBackoffContext } from 'cockatiel';
import { MeshError } from '../../errors';
import { InvalidOutput } from '../output/invalid-output';

/** Tries after the first one. */
const MAX_RETRIES = 2;
/** Milliseconds, with decorrelated jitter (AWS Architecture Blog, "Exponential Backoff and Jitter"). */
const BACKOFF = new ExponentialBackoff({ initialDelay: 200, maxDelay: 5_000 });

/**
 * Runs `call` again after a retryable failure (an answer in the wrong shape is repaired instead), as long as the wait that the failure asks for ends before `deadlineAtMs`
 * (epoch). Waits cannot be interrupted here: race the result against the signal, and let `call` refuse once it has aborted.
 */
export function withRetries<T>(call: () => Promise<T>, deadlineAtMs: number, signal: AbortSignal): Promise<T> {
  const worthIt = (error: Error) =>
    error instanceof MeshError && !(error instanceof InvalidOutput) && error.retryable && Date.now() + askedWaitMs(error) < deadlineAtMs;
  const backoff = new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>>((context, previous) => {
    const state = previous?.next(context) ?? BACKOFF.next();
    const error = 'error' in context.result ? context.result.error : undefined;
    return { delay: Math.max(state.duration, error instanceof MeshError ? askedWaitMs(error) : 0), state };
  });
  // A wait that nobody waits for any more must not hold up the end of the process; the turn's own time limit does while it lasts.
  const policy = retry(handleWhen(worthIt), { maxAttempts: MAX_RETRIES, backoff }).dangerouslyUnref();
  return policy.execute(call, signal);
}

function askedWaitMs(error: MeshError): number {
  return (error.retryAfterSeconds ?? 0) * 1_000;
}
