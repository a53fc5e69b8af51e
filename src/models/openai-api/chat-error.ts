import { MeshError, problemOfFailure, type ErrorKind } from '../../errors';

/** A failure as OpenAI's clients know it. */
export interface ChatError {
  status: number;
  headers: Record<string, string>;
  body: { error: { message: string; type: string; param: string | null; code: string } };
}

interface Shape {
  status: number;
  type: string;
  /** Default: the mesh's own code with underscores. */
  code?: string;
}

const INVALID = 'invalid_request_error';
const SHAPES: Record<ErrorKind, Shape> = {
  invalid: { status: 400, type: INVALID },
  unauthenticated: { status: 401, type: INVALID, code: 'invalid_api_key' },
  forbidden: { status: 403, type: INVALID, code: 'insufficient_permissions' },
  'not-found': { status: 404, type: INVALID },
  conflict: { status: 409, type: INVALID },
  'rate-limited': { status: 429, type: 'requests', code: 'rate_limit_exceeded' },
  'budget-exceeded': { status: 429, type: 'insufficient_quota', code: 'insufficient_quota' },
  unsafe: { status: 400, type: INVALID, code: 'content_filter' },
  'too-large': { status: 413, type: INVALID },
  unavailable: { status: 503, type: 'server_error' },
  timeout: { status: 504, type: 'server_error' },
  internal: { status: 500, type: 'server_error' },
};

/** A conversation that no model can hold, which OpenAI answers in a way of its own: clients shorten it and try again. */
const CONTEXT_EXCEEDED: Shape = { status: 400, type: INVALID, code: 'context_length_exceeded' };
/** Too large by our own count, or by that of every provider that was asked; an image or a body that is too large is none of these. */
const CONTEXT_CODES: ReadonlySet<string> = new Set(['context-exceeded', 'provider-chain-exhausted']);

/** Seconds a client waits when the failure names no time of its own. */
const DEFAULT_RETRY_AFTER_SECONDS = 1;

/** What `error` means in OpenAI's words. Clients retry by status, so where that would not help they are told. */
export function chatErrorOf(error: unknown): ChatError {
  if (!(error instanceof MeshError)) return fromFramework(error);
  const { status, type, code = error.code.replaceAll('-', '_') } = shapeOf(error);
  if (error.kind === 'internal') problemOfFailure(error); // tells the log
  const headers: Record<string, string> = {};
  if (status === 429 || status === 503) headers['retry-after'] = String(Math.ceil(error.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS));
  if (!error.retryable && (status >= 500 || status === 429 || status === 409)) headers['x-should-retry'] = 'false';
  return { status, headers, body: { error: { message: error.detail, type, param: error.errors[0]?.field ?? null, code } } };
}

function shapeOf({ kind, code }: MeshError): Shape {
  return kind === 'too-large' && CONTEXT_CODES.has(code) ? CONTEXT_EXCEEDED : SHAPES[kind];
}

/** What Fastify or Nest refuse, such as a body that is no JSON, and what nobody foresaw. */
function fromFramework(error: unknown): ChatError {
  const { status, detail, code } = problemOfFailure(error);
  const type = status < 500 ? INVALID : 'server_error';
  return { status, headers: {}, body: { error: { message: detail, type, param: null, code: code.replaceAll('-', '_') } } };
}
