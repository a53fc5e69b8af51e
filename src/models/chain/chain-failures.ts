import { MeshError } from '../../errors';
import type { ModelAttempt } from '../generate';
import { nameOf } from './candidate';

/** Nobody may answer: no key is set and the sandbox is off. */
export function noProvider(): MeshError {
  const detail = 'set ANTHROPIC_API_KEY, OPENAI_API_KEY or COMPATIBLE_BASE_URL, or allow the sandbox with MESH_SANDBOX=auto';
  return new MeshError('unavailable', 'no-provider-configured', detail, { retryable: false });
}

/** The caller gave up; nothing more is tried. */
export function cancelled(): MeshError {
  return new MeshError('timeout', 'generate-cancelled', 'the caller cancelled the request', { retryable: false });
}

/** An answer that stayed invalid after its repair. */
export function invalidOutput(): MeshError {
  return new MeshError('unavailable', 'invalid-output', 'the model gave no answer in the requested format');
}

/** Every candidate failed. Worth another try when one of them was; `cause` is the last failure. */
export function exhausted(attempts: readonly ModelAttempt[], failures: readonly MeshError[]): MeshError {
  const tried = attempts.map((attempt) => `${nameOf(attempt)}: ${attempt.outcome}`).join('; ');
  const waits = failures.map(({ retryAfterSeconds }) => retryAfterSeconds).filter((wait) => wait !== undefined);
  return new MeshError('unavailable', 'provider-chain-exhausted', `no provider answered (${tried || 'the deadline had passed'})`, {
    retryable: failures.length === 0 || failures.some(({ retryable }) => retryable),
    retryAfterSeconds: waits.length > 0 ? Math.min(...waits) : undefined,
    cause: failures.at(-1),
  });
}
