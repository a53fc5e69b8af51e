import { MeshError } from '../../errors';

/** The refusal of a task because as many wait as may. */
export function queueFull(retryAfterSeconds: number): MeshError {
  return new MeshError('rate-limited', 'queue-full', 'as many tasks wait as may', { retryAfterSeconds });
}
