import { geminiFailure } from './errors';

const headers = new Headers();
const error = (code: number, status: string, details: object[] = [], message = 'secret') => ({ error: { code, status, message, details } });

describe('geminiFailure', () => {
  it.each([
    [
      429,
      error(429, 'RESOURCE_EXHAUSTED', [{ retryDelay: '34.5s' }]),
      { code: 'provider-rate-limited', retryable: true, retryAfterSeconds: 34.5 },
    ],
    [400, error(400, 'INVALID_ARGUMENT', [{ reason: 'API_KEY_INVALID' }]), { code: 'provider-credentials-rejected', retryable: false }],
    [400, error(400, 'INVALID_ARGUMENT'), { code: 'provider-request-rejected', retryable: false }],
    [403, error(403, 'PERMISSION_DENIED'), { code: 'provider-credentials-rejected', retryable: false }],
    [404, error(404, 'NOT_FOUND'), { code: 'provider-model-not-found', retryable: false }],
    [503, error(503, 'UNAVAILABLE'), { code: 'provider-unavailable', retryable: true }],
    [500, [error(500, 'INTERNAL')], { code: 'provider-unavailable', retryable: true }],
    [
      400,
      error(400, 'INVALID_ARGUMENT', [], 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'),
      { kind: 'too-large', code: 'provider-context-exceeded', retryable: false },
    ],
  ])('makes of HTTP %d with %j what it is, without quoting it', (status, body, failure) => {
    const made = geminiFailure(status, headers, body);
    expect(made).toMatchObject(failure);
    expect(`${made.message} ${JSON.stringify(made)}`).not.toContain('secret');
  });
});
