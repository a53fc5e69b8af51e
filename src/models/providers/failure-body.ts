import type { Readable } from 'node:stream';
import { readText } from './bounded-body';

/** Errors are short; what is longer is a page that nobody reads here. */
export const MAX_FAILURE_BYTES = 64 * 1024;
/** A server that fails may not finish saying so either. */
export const FAILURE_BODY_MS = 1_000;

/** The JSON of a failed call's body, for its codes and times; undefined where it is none, too long or too slow. Never quote it. */
export async function readFailureBody(body: Readable): Promise<unknown> {
  const timer = setTimeout(() => body.destroy(), FAILURE_BODY_MS);
  try {
    return failureIn(await readText(body, MAX_FAILURE_BYTES));
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** The JSON in the body of a failed call, for its codes and times; undefined where it is none. Never quote it. */
export function failureIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
