import type { ModelsConfig } from '../models.config';
import { parseCandidate, SANDBOX, type Candidate } from './candidate';
import { DEFAULT_MODELS } from './default-models';

/** Who answers when nobody pins a model, first to last; empty when nothing may answer. */
export function configuredCandidates(config: ModelsConfig): Candidate[] {
  const chain = config.chain.length > 0 ? namedCandidates(config) : defaultCandidates(config);
  if (chain.some(({ provider }) => provider === 'sandbox')) return chain;
  const aloneByDefault = config.sandbox === 'auto' && !hasProvider(config);
  return config.sandbox === 'on' || aloneByDefault ? [...chain, SANDBOX] : chain;
}

/**
 * The chain with the pinned `model` (`model` or `provider/model`) first. A pin on the sandbox stands alone: whoever asks
 * for free and deterministic answers must not be sent to a paid model.
 */
export function pinnedFirst(chain: readonly Candidate[], pin: string | undefined, config: ModelsConfig): Candidate[] {
  const pinned = pin === undefined ? undefined : resolvePin(pin, chain, config);
  if (pinned === undefined) return [...chain];
  if (pinned.provider === 'sandbox') return [pinned];
  return [pinned, ...chain.filter(({ provider, model }) => provider !== pinned.provider || model !== pinned.model)];
}

function namedCandidates(config: ModelsConfig): Candidate[] {
  const named = config.chain.map(parseCandidate).filter((candidate) => candidate !== undefined);
  return named.filter(({ provider }) => config.isConfigured(provider));
}

function defaultCandidates(config: ModelsConfig): Candidate[] {
  const candidates: Candidate[] = [];
  if (config.isConfigured('anthropic')) candidates.push({ provider: 'anthropic', model: DEFAULT_MODELS.anthropic });
  if (config.isConfigured('openai')) candidates.push({ provider: 'openai', model: DEFAULT_MODELS.openai });
  if (config.isConfigured('compatible')) {
    candidates.push(...config.compatibleModels.map((model) => ({ provider: 'compatible' as const, model })));
  }
  return candidates;
}

function hasProvider(config: ModelsConfig): boolean {
  return (['anthropic', 'openai', 'compatible'] as const).some((provider) => config.isConfigured(provider));
}

/** A bare model id belongs to whoever lists it, then to the vendor whose naming it follows, then to the first of the chain. */
function resolvePin(pin: string, chain: readonly Candidate[], config: ModelsConfig): Candidate | undefined {
  const listed = chain.find(({ model }) => model === pin);
  if (listed !== undefined) return listed;
  const named = parseCandidate(pin);
  if (named !== undefined) return named;
  if (pin === SANDBOX.model) return SANDBOX;
  if (config.compatibleModels.includes(pin)) return { provider: 'compatible', model: pin };
  if (/^claude-/.test(pin)) return { provider: 'anthropic', model: pin };
  if (/^(?:gpt-|chatgpt-|o\d|ft:)/.test(pin)) return { provider: 'openai', model: pin };
  const first = chain.find(({ provider }) => provider !== 'sandbox');
  return first && { provider: first.provider, model: pin };
}
