import { MeshError } from '../errors';

/** SQLSTATE classes that say that the server cannot serve now: connection, a transaction that stood still, authorisation, resources, intervention, system, internal. */
const CANNOT_SERVE = /^(08|25P03|28|3D|53|57|58|XX)/;
/** Two transactions met; the same call succeeds later. */
const RACED = /^40/;

/** How a call to the database failed: the error for the caller, and whether the connections are of no use any more. */
export interface DatabaseFailure {
  error: MeshError;
  isAway: boolean;
}

/** Judges whatever a call rejected with; what comes without a SQLSTATE comes from the way to the database. */
export function databaseFailure(cause: unknown): DatabaseFailure {
  if (cause instanceof MeshError) return { error: cause, isAway: false };
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const isReply = /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);
  if (!isReply || CANNOT_SERVE.test(code)) return { error: databaseUnavailable(cause), isAway: true };
  if (RACED.test(code)) return { error: databaseUnavailable(cause), isAway: false };
  return {
    error: new MeshError('internal', 'database-command-failed', 'a statement was refused by the database', { cause }),
    isAway: false,
  };
}

/** 503: the database cannot be reached in time. */
export function databaseUnavailable(cause?: unknown): MeshError {
  const detail = 'the database is not reachable; try again shortly';
  return new MeshError('unavailable', 'database-unavailable', detail, { retryAfterSeconds: 2, ...(cause === undefined ? {} : { cause }) });
}

/** Why, in a few words for the log: Node's own failures to connect to several addresses say it in their code only. */
export function reasonOf(cause: unknown): string {
  const { message = '', code = '' } = Object(cause) as { message?: string; code?: string };
  return message !== '' ? message : code;
}
