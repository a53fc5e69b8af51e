import { MeshError, type ErrorKind } from '../../errors';
import { nameOf } from './candidate';
import type { Run } from './run';

/** Nobody may answer: no key is set and the sandbox is off. */
export function noProvider(): MeshError {
  const detail =
    'set ANTHROPIC_API_KEY, OPENAI_API_KEY, GOOGLE_API_KEY, GROQ_API_KEY or COMPATIBLE_BASE_URL, or allow the sandbox with MESH_SANDBOX=auto';
  return new MeshError('unavailable', 'no-provider-configured', detail, { retryable: false });
}

/** The caller gave up; nothing more is tried. */
export function cancelled(): MeshError {
  return new MeshError('timeout', 'generate-cancelled', 'the caller cancelled the request', { retryable: false });
}

/** A streamed answer broke off after its first content. */
export function interrupted(error: unknown): MeshError {
  const reason = error instanceof MeshError ? ` (${error.code})` : '';
  return new MeshError('unavailable', 'stream-interrupted', `the answer broke off in the middle${reason}`, { cause: error });
}

/**
 * Every candidate failed. Of the kind they all failed with, if it is one; worth another try when one of them was, or said when to
 * come back; `cause` is the last failure.
 */
export function exhausted({ attempts, failures }: Pick<Run, 'attempts' | 'failures'>): MeshError {
  const tried = attempts.map((attempt) => `${nameOf(attempt)}: ${attempt.outcome}`).join('; ');
  const waits = failures.map(({ retryAfterSeconds }) => retryAfterSeconds).filter((wait) => wait !== undefined);
  const detail = `no provider answered (${tried || 'the deadline had passed'})`;
  return new MeshError(kindOf(failures), 'provider-chain-exhausted', detail, {
    retryable: failures.length === 0 || waits.length > 0 || failures.some(({ retryable }) => retryable),
    retryAfterSeconds: waits.length > 0 ? Math.min(...waits) : undefined,
    cause: failures.at(-1),
  });
}

function kindOf(failures: readonly MeshError[]): ErrorKind {
  if (failures.length === 0) return 'timeout';
  const kinds = new Set(failures.map(({ kind }) => kind));
  const [kind] = kinds;
  return kinds.size === 1 && kind !== undefined && kind !== 'internal' ? kind : 'unavailable';
}
