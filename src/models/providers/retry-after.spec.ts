import { retryAfterSeconds } from './retry-after';

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
