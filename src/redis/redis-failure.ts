import { MeshError } from '../errors';

/** ioredis and Node name transport failures by class, code or a fixed sentence; a reply of Redis is a `ReplyError`. */
/** What scripts answer that would write in a network whose time is over, see `refuse-erased.lua`. */
const ERASED_REPLY = /^ERASED\b/;
const TRANSIENT_REPLIES = /^(LOADING|BUSY|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|READONLY|MISCONF|OOM)\b/;

/** Whether Redis itself refused a command, so that the way to it is not at fault. */
export function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError';
}

/**
 * Turns whatever a Redis call rejected with into a `MeshError`: `redis-unavailable` (503, retryable) when Redis could
 * not be reached in time or refuses work, `network-not-found` (404) when the network is being erased, else `internal`, because then the command itself is wrong.
 */
export function redisFailure(error: unknown): MeshError {
  if (error instanceof MeshError) return error;
  if (isReply(error) && ERASED_REPLY.test(error.message)) {
    return new MeshError('not-found', 'network-not-found', 'the network is being erased', { cause: error });
  }
  if (isReply(error) && !TRANSIENT_REPLIES.test(error.message)) {
    return new MeshError('internal', 'redis-command-failed', 'a command was refused by Redis', { cause: error });
  }
  return new MeshError('unavailable', 'redis-unavailable', 'the shared state is not reachable; try again shortly', {
    cause: error,
    retryAfterSeconds: 1,
  });
}
