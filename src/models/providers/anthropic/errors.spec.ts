import { anthropicFailure } from './errors';

const failed = (status: number, type: string, message = 'secret') =>
  anthropicFailure(status, new Headers(), { type: 'error', error: { type, message } });

describe('anthropicFailure', () => {
  it.each([
    [529, 'overloaded_error', 'secret', { code: 'provider-unavailable', retryable: true }],
    [429, 'rate_limit_error', 'secret', { code: 'provider-rate-limited', retryable: true }],
    [402, 'billing_error', 'secret', { code: 'provider-credit-exhausted', retryable: false }],
    [
      400,
      'invalid_request_error',
      'Your credit balance is too low to access the API.',
      { code: 'provider-credit-exhausted', retryable: false },
    ],
    [
      400,
      'invalid_request_error',
      'prompt is too long: 213000 tokens > 200000 maximum',
      { kind: 'too-large', code: 'provider-context-exceeded' },
    ],
    [413, 'request_too_large', 'secret', { code: 'provider-request-too-large', retryable: false }],
    [400, 'invalid_request_error', 'secret', { code: 'provider-request-rejected', retryable: false }],
  ])('makes of HTTP %d (%s: %s) what it is, without quoting it', (status, type, message, failure) => {
    const error = failed(status, type, message);
    expect(error).toMatchObject(failure);
    expect(error.message).not.toContain(message);
  });
});
