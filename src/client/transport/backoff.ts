/** Milliseconds: the most that is waited after the first failure, doubled with each that follows, up to the second ("full jitter", AWS Architecture Blog, 2015). */
const FIRST_MS = 250;
const MOST_MS = 8_000;
/** The share of what a `Retry-After` says which is added at random, so that not all who were told so come back together. */
const SPREAD = 0.1;

/** Milliseconds to wait after the `failures`th failure in a row. @param random 0–1, injected by tests. */
export function backoffMs(failures: number, retryAfterSeconds?: number, random: () => number = Math.random): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1_000 * (1 + SPREAD * random());
  return Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1)) * random();
}

/** Resolves after `ms`. @throws the reason of the signal as soon as it aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
