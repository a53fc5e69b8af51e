/** A signal that aborts with its parent or after some time, whichever comes first. Release it, or its timer stays. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Starts the time anew, with `limitMs` from now. */
  extend(limitMs: number): void;
  /** Aborts now, for a reason of the caller's. */
  abort(reason: unknown): void;
  release(): void;
}

/**
 * Limits what follows to `limitMs`; the signal's reason is a `TimeoutError` when the time was up. Not `AbortSignal.any` with
 * `AbortSignal.timeout`: their timers do not keep the process alive, and some Node 20 releases collect them early.
 */
export function limitTime(parent: AbortSignal, limitMs: number): TimeLimit {
  const controller = new AbortController();
  const follow = () => controller.abort(parent.reason);
  const start = (ms: number) => setTimeout(() => controller.abort(new DOMException('the time is up', 'TimeoutError')), Math.max(0, ms));
  let timer = start(limitMs);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    extend: (ms) => {
      clearTimeout(timer);
      timer = start(ms);
    },
    abort: (reason) => controller.abort(reason),
    release: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', follow);
    },
  };
}

/** `work`, or what `otherwise` comes to as soon as `signal` aborts, however deaf `work` is to it. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal, otherwise: () => T | Promise<T>): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted.then(otherwise)]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
