import { createHash } from 'node:crypto';
import type { JsonSchema, ModelRequest } from '../../model-provider';
import { compileSchema } from '../../output/compiled-schemas';
import { ProviderError } from '../../provider-error';
import { fitSchema } from './fit-schema';
import { promptWords } from './words';

/** Agents fence untrusted text with marks that differ from request to request; they are no part of what is asked. */
const FENCE_MARK = /\[\[\/?data:[0-9a-f]{16}\]\]/g;

/** A number that the same request, and whatever else tells its parts apart, always gets; in hex. */
export function seedOf({ system, messages }: ModelRequest, ...parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([system, messages, ...parts]).replace(FENCE_MARK, '[[data]]'))
    .digest('hex');
}

/**
 * A value for `schema`, in words of the request.
 * @throws ProviderError `sandbox-cannot-fit`, or `invalid-json-schema`.
 */
export function fittedValue(request: ModelRequest, schema: JsonSchema, seed: string): unknown {
  const value = fitSchema(schema, seed, promptWords(request.messages), compileSchema(schema).accepts);
  if (value === undefined) {
    throw new ProviderError('unavailable', 'sandbox-cannot-fit', 'the sandbox found no value for the requested schema', {
      retryable: false,
    });
  }
  return value;
}
