import type { Problem } from '../errors';
import { named, object, optional, raw, type Schema } from './schema';
import { count, flag, list, text } from './words';

/** What every failure answers, RFC 9457. */
export const PROBLEM: Schema<Problem> = named(
  'Problem',
  object({
    type: text('`urn:ai-mesh:problem:` and the code', 'urn:ai-mesh:problem:validation-failed'),
    title: text('The status in words', 'Unprocessable Content'),
    status: raw<number>({ type: 'integer', minimum: 400, maximum: 599, examples: [422] }, 'The HTTP status'),
    detail: text('What went wrong, for people', 'name: must say something'),
    instance: optional(text('The path that was asked for', '/api/mesh/networks')),
    code: text('What went wrong, for programs; stable', 'validation-failed'),
    retryable: flag('Whether the same request may succeed later'),
    retry_after_seconds: optional(count('As the header `Retry-After`')),
    request_id: optional(text('As the header `X-Request-Id`', '0f8b6c9e-8c55-4a52-9d7a-3a5b0b3c7f10')),
    errors: optional(
      list(
        object({ field: text('Its path in the request', 'agents[0].name'), message: text(undefined, 'must say something') }),
        'By field',
      ),
    ),
  }),
);
