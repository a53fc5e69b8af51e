import { failureInAnswer, httpFailure, transportFailure } from './http-failure';

const never = new AbortController().signal;
const secret = 'the prompt and sk-secret';

describe('httpFailure', () => {
  it.each([
    [409, {}, { code: 'provider-unavailable', retryable: true }],
    [422, {}, { kind: 'invalid', code: 'provider-request-rejected', retryable: false }],
    [429, { error: { code: 'insufficient_quota' } }, { code: 'provider-credit-exhausted', retryable: false }],
    [400, { error: { code: 'context_length_exceeded' } }, { kind: 'too-large', code: 'provider-context-exceeded', retryable: false }],
    [400, { error: { message: "This model's maximum context length is 8192 tokens." } }, { code: 'provider-context-exceeded' }],
    [400, { message: 'the request exceeds the available context size. try increasing it' }, { code: 'provider-context-exceeded' }],
    [400, { error: { message: 'prompt is too long: 213000 tokens > 200000 maximum' } }, { code: 'provider-context-exceeded' }],
    [
      400,
      { error: { message: 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).' } },
      { code: 'provider-context-exceeded' },
    ],
    [500, { error: { message: 'maximum context length' } }, { code: 'provider-unavailable' }],
    [
      400,
      { error: { code: 'json_validate_failed', failed_generation: secret } },
      { code: 'provider-malformed-answer', retryable: true, billed: 'unknown' },
    ],
    [400, { error: { code: 'tool_use_failed' } }, { code: 'provider-malformed-answer', retryable: true }],
    [429, { error: { message: `Please try again in 2s. ${secret}` } }, { code: 'provider-rate-limited', retryAfterSeconds: 2 }],
    [401, { error: { message: 'Please try again in 2s.' } }, { retryable: false, retryAfterSeconds: undefined }],
  ])('takes HTTP %i with %j for %j', (status, body, expected) => {
    const error = httpFailure('groq', status, undefined, body);
    expect(error).toMatchObject(expected);
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(secret);
  });

  it('believes a header before a body', () => {
    const headers = new Headers({ 'retry-after': '9' });
    expect(httpFailure('groq', 429, headers, { error: { message: 'try again in 2s' } }).retryAfterSeconds).toBe(9);
  });
});

describe('failureInAnswer', () => {
  it.each([
    [{ error: { type: 'rate_limit_error', message: 'try again in 2s' } }, 'provider-rate-limited', true],
    [{ type: 'error', error: { type: 'overloaded_error' } }, 'provider-unavailable', true],
    [{ error: { type: 'server_error', code: null } }, 'provider-unavailable', true],
    [{ error: { code: 503, status: 'UNAVAILABLE' } }, 'provider-unavailable', true],
    [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED' } }, 'provider-rate-limited', true],
    [{ error: { type: 'invalid_request_error' } }, 'provider-request-rejected', false],
    [{ error: { type: 'authentication_error' } }, 'provider-credentials-rejected', false],
    [{ error: { type: 'invalid_request_error', code: 'context_length_exceeded' } }, 'provider-context-exceeded', false],
    [{ error: 'something broke' }, 'provider-unavailable', true],
  ])('takes %j for %s', (body, code, retryable) => {
    expect(failureInAnswer('openai', body, 'unknown')).toMatchObject({ code, retryable, billed: 'unknown' });
  });
});

describe('transportFailure', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'DEPTH_ZERO_SELF_SIGNED_CERT'])(
    'knows that %s cost nothing',
    (code) => {
      const error = new Error('wrapped', { cause: Object.assign(new Error(), { code }) });
      expect(transportFailure('openai', error, never)).toMatchObject({ code: 'provider-unreachable', retryable: true, billed: 'nothing' });
    },
  );

  it('does not know what a connection that was lost later cost, unless something was counted', () => {
    const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0, reasoningTokens: 0 };
    const error = Object.assign(new Error(), { code: 'ECONNRESET' });
    expect(transportFailure('openai', error, never).billed).toBe('unknown');
    expect(transportFailure('openai', error, never, usage).billed).toEqual(usage);
  });
});
