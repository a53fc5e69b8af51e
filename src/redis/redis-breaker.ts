import { circuitBreaker, CircuitState, ConsecutiveBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import { MeshError } from '../errors';

/** Milliseconds for which nothing is sent to a Redis that did not answer in time; then one call tries it. */
const OPEN_MS = 1_000;

/** ioredis' words for a command that met its deadline; it gives that error no class or code of its own. */
const isCommandTimeout = (error: Error): boolean => error.message === 'Command timed out';

/**
 * Fails fast while Redis stands still: after one command met its deadline the others need not wait for theirs, so a
 * request that makes several is answered within one deadline. (A lost connection fails at once by itself.)
 */
export function redisBreaker(): <T>(work: () => Promise<T>) => Promise<T> {
  const policy = circuitBreaker(handleWhen(isCommandTimeout), { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(1) });
  return async (work) => {
    // Somebody is trying it already: to wait for their luck would take as long as a try of one's own.
    if (policy.state === CircuitState.HalfOpen) throw unavailable();
    // As long as all is well the policy need not see every command, only the first that was not answered.
    if (policy.state === CircuitState.Closed) return work().catch((error: unknown) => policy.execute(() => Promise.reject(error)));
    try {
      return await policy.execute(work);
    } catch (error) {
      if (!isBrokenCircuitError(error)) throw error;
      throw unavailable();
    }
  };
}

function unavailable(): MeshError {
  return new MeshError('unavailable', 'redis-unavailable', 'the shared state does not answer; try again shortly', { retryAfterSeconds: 1 });
}
