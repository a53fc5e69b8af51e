import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds: longer than every way to a refusal takes on a machine that is not overloaded. */
const EVEN_MS = 10;

/**
 * Waits until a refusal may leave: ten milliseconds after the request was looked at, or the next ten. A key that is malformed, unknown, expired
 * or revoked is refused after the same time, so that time tells nothing of what is stored.
 */
export async function untilEven(startedAtMs: number): Promise<void> {
  const passedMs = performance.now() - startedAtMs;
  await wait(Math.ceil(passedMs / EVEN_MS) * EVEN_MS - passedMs, undefined, { ref: false });
}
