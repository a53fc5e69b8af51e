import { MeshError } from '../../errors';
import { nameOf } from '../chain/candidate';
import type { ProviderName } from '../model-provider';
import type { Excluded } from './exclusion';

/** A 404 that names what may have been meant; names longer than 100 characters are cut. */
export function modelNotFound(model: string, provider: ProviderName | undefined, near: readonly string[]): MeshError {
  const where = provider === undefined ? 'there is' : `${provider} has`;
  const meant = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '';
  return new MeshError('not-found', 'model-not-found', `${where} no model ${JSON.stringify(model.slice(0, 100))}${meant}`);
}

/** Only this provider may answer, and it has neither key nor address. */
export function providerNotConfigured(provider: ProviderName): MeshError {
  return new MeshError('unavailable', 'provider-not-configured', `${provider} is not configured here`, { retryable: false });
}

/** Only the operator knows what a compatible server serves. */
export function modelRequired(provider: ProviderName): MeshError {
  return new MeshError('invalid', 'model-required', `${provider} has no default model; name one, or list them in COMPATIBLE_MODELS`);
}

/**
 * Nobody of those that were considered can take the request. A request that is too long for all is a 413 with a count for each model,
 * since the same text is of another number of tokens for each family of tokenizers.
 */
export function nobodyCapable(excluded: readonly Excluded[]): MeshError {
  const named = excluded.map(({ candidate, reason }) => `${nameOf(candidate)}: ${reason}`).join('; ');
  if (excluded.some(({ cause }) => cause === 'context')) {
    const detail = `the messages fit into the context of no model beside its answer; in tokens of each model, estimated: ${named}`;
    return new MeshError('too-large', 'context-exceeded', detail);
  }
  return new MeshError('invalid', 'no-capable-model', `no model can do what the request needs (${named})`);
}
