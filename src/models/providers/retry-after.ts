/** The smallest part of `Headers` that is needed here. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** Seconds until the server wants to be asked again: `retry-after-ms`, or `Retry-After` as seconds or HTTP date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(headers: HeaderReader | undefined, nowMs: number): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? NaN);
  if (Number.isFinite(milliseconds) && milliseconds >= 0) return milliseconds / 1000;
  const value = headers?.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds : undefined;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, (dateMs - nowMs) / 1000);
}
