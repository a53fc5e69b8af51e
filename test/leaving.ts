import type { ModelServer } from './contract/model-server';

/** Tries at a measurement that a busy machine may spoil. */
const TRIES = 3;

/** Milliseconds from a caller's leaving to that of its call at `provider`, which must hang; the shortest of three. */
export async function quickestLeaving(provider: ModelServer, call: (signal: AbortSignal) => Promise<void>): Promise<number> {
  let quickestMs = Infinity;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const arrival = provider.arrival();
    const leave = new AbortController();
    const ended = call(leave.signal);
    await arrival;
    const left = provider.leaving();
    const startedAtMs = performance.now();
    leave.abort();
    await left;
    quickestMs = Math.min(quickestMs, performance.now() - startedAtMs);
    await ended;
  }
  return quickestMs;
}
