import type { ErrorKind } from '../../errors';
import type { ProviderName } from '../model-provider';
import { malformedAnswer, ProviderError, stopped, type Billed } from '../provider-error';
import { errorObject, namesOf, type ErrorObject } from './error-object';
import { retryAfterInBody, retryAfterSeconds, type HeaderReader } from './retry-after';

interface Verdict {
  kind: ErrorKind;
  code: string;
  retryable: boolean;
  billed?: Billed;
}

const CREDENTIALS: Verdict = { kind: 'unavailable', code: 'provider-credentials-rejected', retryable: false };
const CREDIT: Verdict = { kind: 'unavailable', code: 'provider-credit-exhausted', retryable: false };
const UNAVAILABLE: Verdict = { kind: 'unavailable', code: 'provider-unavailable', retryable: true };
const REJECTED: Verdict = { kind: 'invalid', code: 'provider-request-rejected', retryable: false };
const CONTEXT_EXCEEDED: Verdict = { kind: 'too-large', code: 'provider-context-exceeded', retryable: false };
/** Groq checks JSON and tool calls itself and answers 400 where its model wrote neither; the next answer may be better. */
const MALFORMED: Verdict = { kind: 'unavailable', code: 'provider-malformed-answer', retryable: true, billed: 'unknown' };

const BY_STATUS: Readonly<Record<number, Verdict>> = {
  401: CREDENTIALS,
  402: CREDIT,
  403: CREDENTIALS,
  404: { kind: 'unavailable', code: 'provider-model-not-found', retryable: false },
  408: { kind: 'timeout', code: 'provider-timeout', retryable: true },
  409: UNAVAILABLE,
  413: { kind: 'invalid', code: 'provider-request-too-large', retryable: false },
  429: { kind: 'rate-limited', code: 'provider-rate-limited', retryable: true },
};

/** Cases that the status alone does not tell, by the names that servers give them. */
const BY_NAME: readonly (readonly [RegExp, Verdict])[] = [
  [/insufficient_quota|billing/, CREDIT],
  [/context_length_exceeded/, CONTEXT_EXCEEDED],
  [/json_validate_failed|tool_use_failed|output_parse_failed/, MALFORMED],
];

/** How servers without such a name say that prompt and answer do not fit: OpenAI, vLLM, llama.cpp, Anthropic, Google, in that order. */
const CONTEXT_MESSAGE =
  /maximum context length|exceeds? (?:the )?(?:model'?s )?(?:maximum )?(?:available )?context|context (?:size|window) (?:exceeded|is full)|prompt is too long|input token count .{0,40}exceeds/i;

/**
 * What an HTTP error of a provider means for us. `body` (parsed JSON, if there is one) is searched for names and times only:
 * it may echo the prompt or the key.
 */
export function httpFailure(provider: ProviderName, status: number, headers: HeaderReader | undefined, body?: unknown): ProviderError {
  const verdict = verdictOf(status, errorObject(body));
  const waitSeconds = retryAfterSeconds(headers, Date.now()) ?? retryAfterInBody(body);
  return failure(verdict, `${provider} answered HTTP ${status}`, waitSeconds);
}

const STATUS_BY_NAME: readonly (readonly [RegExp, number])[] = [
  [/rate_limit|resource_exhausted|too_many_requests/, 429],
  [/invalid_request|bad_request|invalid_argument|failed_precondition/, 400],
  [/authentication|invalid_api_key|unauthenticated/, 401],
  [/permission/, 403],
  [/not_found/, 404],
  [/request_too_large/, 413],
  [/timeout|deadline_exceeded/, 408],
];

/** What an error object in the place of an answer, or of a piece of a stream, means for us: a 200 that failed after all. */
export function failureInAnswer(provider: ProviderName, body: unknown, billed: Billed): ProviderError {
  const error = errorObject(body) ?? {};
  const status = Number(error.code) >= 400 ? Number(error.code) : STATUS_BY_NAME.find(([name]) => name.test(namesOf(error)))?.[1];
  return failure({ ...verdictOf(status ?? 500, error), billed }, `${provider} sent an error instead of an answer`, retryAfterInBody(body));
}

function verdictOf(status: number, error: ErrorObject | undefined): Verdict {
  const named = error && BY_NAME.find(([name]) => name.test(namesOf(error)))?.[1];
  if (named !== undefined) return named;
  const tooLong = typeof error?.message === 'string' && CONTEXT_MESSAGE.test(error.message.slice(0, 4_096));
  if (tooLong && (status === 400 || status === 413 || status === 422)) return CONTEXT_EXCEEDED;
  return BY_STATUS[status] ?? (status >= 500 ? UNAVAILABLE : REJECTED);
}

function failure({ kind, code, retryable, billed }: Verdict, detail: string, waitSeconds: number | undefined): ProviderError {
  return new ProviderError(kind, code, detail, { retryable, billed, retryAfterSeconds: retryable ? waitSeconds : undefined });
}

/** The account has no money left: the status says 429, but waiting does not help. */
export function creditExhausted(provider: ProviderName): ProviderError {
  return failure(CREDIT, `the account at ${provider} has no credit left`, undefined);
}

/**
 * What an error that carries no HTTP status means: our own signal, a body that does not parse, or a lost connection.
 * `counted` is what the provider had counted before.
 */
export function transportFailure(provider: ProviderName, error: unknown, signal: AbortSignal, counted: Billed = 'unknown'): ProviderError {
  if (error instanceof ProviderError) return error;
  if (signal.aborted) return stopped(provider, signal);
  // By name: a test runner's or a worker's realm has its own SyntaxError.
  if (UNREADABLE.has((error as { name?: unknown } | null)?.name)) return malformedAnswer(provider, counted);
  const billed = neverConnected(error) ? 'nothing' : counted;
  return new ProviderError('unavailable', 'provider-unreachable', `the connection to ${provider} failed`, { billed, cause: error });
}

const UNREADABLE: ReadonlySet<unknown> = new Set(['SyntaxError', 'BodyTooLong', 'EventTooLong']);

/** Node's codes for connections that were never made, TLS that was never agreed on included; the SDKs wrap them a few causes deep. */
const NEVER_CONNECTED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_SSL_.+|ERR_TLS_.+|CERT_.+|DEPTH_ZERO_.+|SELF_SIGNED_.+|UNABLE_TO_.+)$/;

function neverConnected(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return (typeof code === 'string' && NEVER_CONNECTED.test(code)) || neverConnected(cause, depth + 1);
}
