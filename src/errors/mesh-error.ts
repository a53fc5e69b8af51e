/** What went wrong, as the caller must treat it. Only the problem filter turns a kind into an HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'budget-exceeded'
  | 'unsafe'
  | 'too-large'
  | 'unavailable'
  | 'timeout'
  | 'internal';

/** One fault of one field; `field` is a path such as `agents[0].name`. */
export interface FieldFault {
  field: string;
  message: string;
}

/** What a `MeshError` may carry beside its kind, code and detail. */
export interface MeshErrorOptions {
  /** Whether the same call may succeed later. Default: true for rate-limited, unavailable and timeout. */
  retryable?: boolean;
  retryAfterSeconds?: number;
  errors?: FieldFault[];
  cause?: unknown;
}

const RETRYABLE: ReadonlySet<ErrorKind> = new Set(['rate-limited', 'unavailable', 'timeout']);

/**
 * The one error of the mesh. `code` is stable and meant for programs (`task-not-found`); `detail` is meant for people
 * and never holds secrets, prompts or stacks. Whoever first sees a failure decides `retryable`.
 */
export class MeshError extends Error {
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly errors: readonly FieldFault[];

  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    readonly detail: string,
    options: MeshErrorOptions = {},
  ) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'MeshError';
    this.retryable = options.retryable ?? RETRYABLE.has(kind);
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.errors = options.errors ?? [];
  }
}

/** A 422 that names one field. */
export function invalidField(field: string, message: string): MeshError {
  return new MeshError('invalid', 'validation-failed', `${field}: ${message}`, { errors: [{ field, message }] });
}

/** A 404 for a thing of this kind; what another tenant owns is not found either. */
export function notFound(thing: string, id: string): MeshError {
  return new MeshError('not-found', `${thing}-not-found`, `there is no ${thing} ${id}`);
}
