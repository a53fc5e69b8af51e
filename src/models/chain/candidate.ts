import { PROVIDER_NAMES, type ProviderName } from '../model-provider';

/** One model at one provider. */
export interface Candidate {
  provider: ProviderName;
  model: string;
}

/** The one model of the sandbox. */
export const SANDBOX: Candidate = { provider: 'sandbox', model: 'sandbox' };

/** Reads `provider/model`; undefined where the part before the first slash is no provider of ours, as in `meta-llama/llama-3`. */
export function parseCandidate(entry: string): Candidate | undefined {
  const slash = entry.indexOf('/');
  const provider = PROVIDER_NAMES.find((name) => name === entry.slice(0, slash));
  const model = entry.slice(slash + 1);
  return provider === undefined || model === '' ? undefined : { provider, model };
}

/** `provider/model`, as people write it. */
export function nameOf({ provider, model }: Candidate): string {
  return `${provider}/${model}`;
}
