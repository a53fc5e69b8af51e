import { MeshError } from '../../errors';

/** A body that cannot be read: 500 `memory-undecodable`, for it was written by us and no caller can mend it. */
export function undecodable(detail: string, cause?: unknown): MeshError {
  return new MeshError('internal', 'memory-undecodable', `a stored memory cannot be read: ${detail}`, { cause });
}
