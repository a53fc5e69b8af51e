import { errorObject } from './error-object';

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

/**
 * The same from a body (or its `error` object): `retry_after` in seconds, Google's `details[].retryDelay` ("30s"), or what
 * OpenAI and Groq write in the message ("Please try again in 1m2.5s", "in 230ms").
 */
export function retryAfterInBody(body: unknown): number | undefined {
  const error = errorObject(body);
  if (error === undefined) return undefined;
  const given = Number(error.retry_after ?? NaN);
  if (Number.isFinite(given) && given >= 0) return given;
  return delayInDetails(error.details) ?? delayInMessage(error.message);
}

function delayInDetails(details: unknown): number | undefined {
  if (!Array.isArray(details)) return undefined;
  for (const detail of details as unknown[]) {
    const delay = (detail as { retryDelay?: unknown } | null)?.retryDelay;
    const seconds = typeof delay === 'string' ? durationSeconds(delay) : undefined;
    if (seconds !== undefined) return seconds;
  }
  return undefined;
}

const DELAY = /(?:try again in|retry in|retry after)\s+((?:\d+(?:\.\d+)?\s?[a-z]+\s?)+)/i;

function delayInMessage(message: unknown): number | undefined {
  const [, duration] = (typeof message === 'string' && DELAY.exec(message.slice(0, 4_096))) || [];
  return duration === undefined ? undefined : durationSeconds(duration);
}

const UNIT_SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|millisecond)/, 0.001],
  [/^s/, 1],
  [/^m/, 60],
  [/^h/, 3_600],
  [/^d/, 86_400],
];

/** Seconds in a text such as `7.66s`, `230ms` or `1h2m3.5s`; undefined where it holds no time. */
function durationSeconds(text: string): number | undefined {
  let seconds: number | undefined;
  for (const [, amount, unit] of text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s?([a-z]+)/g)) {
    const factor = UNIT_SECONDS.find(([pattern]) => pattern.test(unit ?? ''))?.[1];
    if (factor !== undefined) seconds = (seconds ?? 0) + Number(amount) * factor;
  }
  return seconds === undefined ? undefined : Math.round(seconds * 1000) / 1000;
}
