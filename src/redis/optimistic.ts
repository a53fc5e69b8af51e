import { MeshError } from '../errors';

/** Rounds in which somebody else may have been faster. */
const MAX_ROUNDS = 20;

/** Returned by an attempt whose value was changed by somebody else between reading and writing it. */
export const RACED = Symbol('raced');

/**
 * Runs read-change-write `attempt`s until one is not raced, so that changes at the same time add up.
 * @throws MeshError 409 `<what>-changes-too-fast` when others were faster twenty times in a row.
 */
export async function optimistically<T>(what: string, attempt: () => Promise<T | typeof RACED>): Promise<T> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const outcome = await attempt();
    if (outcome !== RACED) return outcome;
  }
  throw new MeshError('conflict', `${what}-changes-too-fast`, `others change this ${what} all the time`, { retryable: true });
}
