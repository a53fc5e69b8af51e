import type { ProviderError } from '../../provider-error';
import { errorObject } from '../error-object';
import { creditExhausted, httpFailure } from '../http-failure';
import type { HeaderReader } from '../retry-after';

/** An account without money gets a 400 like any other bad request: only its words tell it apart. */
const NO_CREDIT = /credit balance is too low/i;

/** What an HTTP error of Anthropic means for us; 529 (overloaded) counts as any other 5xx. */
export function anthropicFailure(status: number, headers: HeaderReader, body: unknown): ProviderError {
  const message = errorObject(body)?.message;
  if (status === 400 && typeof message === 'string' && NO_CREDIT.test(message)) return creditExhausted('anthropic');
  return httpFailure('anthropic', status, headers, body);
}
