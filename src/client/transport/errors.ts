import type { Problem } from '../../errors';

/** What went wrong on the way to the mesh, before it answered. */
export type ConnectionFault = 'unreachable' | 'timeout' | 'broken-stream' | 'not-understood';

/** The mesh answered that it did not do what was asked; the fields are those of its problem (RFC 9457). Branch on `code`. */
export class MeshApiError extends Error {
  override readonly name = 'MeshApiError';
  readonly status: number;
  /** Stable, for programs: `validation-failed`, `task-not-found`. */
  readonly code: string;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Seconds after which it is worth trying again, where the mesh says so. */
  readonly retryAfterSeconds: number | undefined;
  /** Names the request in the logs of the mesh. */
  readonly requestId: string | undefined;
  /** The faults of a request by field; empty where it is not about fields. */
  readonly errors: NonNullable<Problem['errors']>;

  constructor(readonly problem: Problem) {
    const fields = (problem.errors ?? []).map(({ field, message }) => `${field} ${message}`).join('; ');
    super(`${problem.status} ${problem.code}: ${problem.detail}${fields === '' ? '' : ` (${fields})`}`);
    this.status = problem.status;
    this.code = problem.code;
    this.type = problem.type;
    this.title = problem.title;
    this.detail = problem.detail;
    this.retryable = problem.retryable;
    this.retryAfterSeconds = problem.retry_after_seconds;
    this.requestId = problem.request_id;
    this.errors = problem.errors ?? [];
  }
}

/** The mesh did not answer, or not what it promises; `cause` is what the runtime said. A caller's own abort is thrown as it is. */
export class MeshConnectionError extends Error {
  override readonly name = 'MeshConnectionError';

  constructor(
    readonly code: ConnectionFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
