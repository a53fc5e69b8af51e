import type { ErrorKind, FieldFault, MeshError } from './mesh-error';

/** An RFC 9457 problem; also the shape of errors in streams and Redis messages. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  code: string;
  retryable: boolean;
  /** Whole seconds; as the header `Retry-After`, for messages, streams and parts of batches, which have none. */
  retry_after_seconds?: number;
  request_id?: string;
  errors?: readonly FieldFault[];
}

const STATUS: Record<ErrorKind, { status: number; title: string }> = {
  invalid: { status: 422, title: 'Unprocessable Content' },
  unauthenticated: { status: 401, title: 'Unauthorized' },
  forbidden: { status: 403, title: 'Forbidden' },
  'not-found': { status: 404, title: 'Not Found' },
  conflict: { status: 409, title: 'Conflict' },
  'rate-limited': { status: 429, title: 'Too Many Requests' },
  'budget-exceeded': { status: 402, title: 'Budget Exceeded' },
  unsafe: { status: 422, title: 'Unsafe Content' },
  'too-large': { status: 413, title: 'Content Too Large' },
  unavailable: { status: 503, title: 'Service Unavailable' },
  timeout: { status: 504, title: 'Gateway Timeout' },
  internal: { status: 500, title: 'Internal Server Error' },
};

/** The problem that says what `error` says, and nothing of its cause. */
export function problemOf(error: MeshError): Problem {
  const { status, title } = STATUS[error.kind];
  return {
    type: problemType(error.code),
    title,
    status,
    detail: error.detail,
    code: error.code,
    retryable: error.retryable,
    ...(error.retryAfterSeconds === undefined ? {} : { retry_after_seconds: Math.ceil(error.retryAfterSeconds) }),
    ...(error.errors.length > 0 ? { errors: error.errors } : {}),
  };
}

/** The `type` URI of a code. */
export function problemType(code: string): string {
  return `urn:ai-mesh:problem:${code}`;
}
