import { retryAfterInBody, retryAfterSeconds } from './retry-after';

const nowMs = Date.parse('2026-01-01T00:00:00Z');
const read = (headers: Record<string, string>) => retryAfterSeconds(new Headers(headers), nowMs);

describe('retryAfterSeconds', () => {
  it.each([
    [{ 'retry-after': '12' }, 12],
    [{ 'retry-after': '0.5' }, 0.5],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 0.25],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-1' }, undefined],
    [{}, undefined],
  ])('reads %j as %s s', (headers, seconds) => expect(read(headers as Record<string, string>)).toBe(seconds));
});

describe('retryAfterInBody', () => {
  const saying = (message: string) => ({ error: { message } });

  it.each([
    [saying('Rate limit reached. Limit 6000, Used 5800. Please try again in 7.66s. Need more tokens?'), 7.66],
    [saying('Please try again in 230ms.'), 0.23],
    [saying('Please try again in 1m2.5s. Visit https://example.com'), 62.5],
    [saying('Please try again in 2h3m4s'), 7_384],
    [saying('Please retry in 41.5s.'), 41.5],
    [saying('Please retry after 20 seconds.'), 20],
    [saying('Please try again later.'), undefined],
    [saying('Please try again in a moment.'), undefined],
    [{ error: { retry_after: 3 } }, 3],
    [{ error: { retry_after: '1.5' } }, 1.5],
    [{ retry_after: 4, message: 'You are being rate limited.' }, 4],
    [{ error: { details: [{ '@type': 'QuotaFailure' }, { '@type': 'RetryInfo', retryDelay: '30s' }] } }, 30],
    [[{ error: { details: [{ retryDelay: '0.25s' }] } }], 0.25],
    [{ details: [null, { retryDelay: 12 }] }, undefined],
    [{ error: 'Please try again in 2s' }, 2],
    [undefined, undefined],
    ['text', undefined],
  ])('reads %j as %s s', (body, seconds) => expect(retryAfterInBody(body)).toBe(seconds));
});
