import { nameOf, parseCandidate, SANDBOX, type Candidate } from '../chain/candidate';
import { PROVIDER_NAMES, type ProviderName } from '../model-provider';
import { TIERS, type ModelTraits, type Tier } from '../model-traits';
import type { ModelsConfig } from '../models.config';
import { CATALOGUE, traitsOf } from '../providers/catalogue';
import { forward } from './model-names';

/** A model that may be asked, and how it came to be considered, in words. */
export interface Considered extends Candidate {
  traits: ModelTraits;
  why: string;
}

/** The models of this configuration. Every list is made once and must not be changed. */
export class CandidatePool {
  private readonly defaults = new Map<string, readonly Considered[]>();
  private readonly everything: readonly Considered[];

  constructor(private readonly config: ModelsConfig) {
    const models = this.chain().length > 0 ? this.chain() : this.catalogued();
    this.everything = withoutRepeats(models.filter(({ provider }) => provider !== 'sandbox'));
  }

  /** Who answers requests of this tier when nobody pins a model: MESH_CHAIN as it is, or each provider's default; the sandbox last. */
  for(tier: Tier, only?: ProviderName): readonly Considered[] {
    return this.once(`${tier} ${only ?? ''}`, () => {
      const chain = this.chain().length > 0 ? this.chain() : this.providers().flatMap((provider) => this.defaultsOf(provider, tier));
      if (only === undefined) return this.withSandbox(chain);
      const own = this.withSandbox(chain).filter(({ provider }) => provider === only);
      return own.length > 0 ? own : this.defaultsOf(only, tier);
    });
  }

  /** Where cost decides: MESH_CHAIN as it is, or the defaults of all tiers; the sandbox last. */
  affordable(only?: ProviderName): readonly Considered[] {
    return this.once(`affordable ${only ?? ''}`, () => {
      const chain = this.chain();
      const models = chain.length > 0 ? chain : this.providers().flatMap((name) => TIERS.flatMap((tier) => this.defaultsOf(name, tier)));
      const own = this.withSandbox(models).filter(({ provider }) => only === undefined || provider === only);
      return own.length > 0 || only === undefined ? own : TIERS.flatMap((tier) => this.defaultsOf(only, tier));
    });
  }

  /** Every model that this configuration can ask, without the sandbox. */
  all(): readonly Considered[] {
    return this.everything;
  }

  private once(key: string, make: () => readonly Considered[]): readonly Considered[] {
    const known = this.defaults.get(key);
    if (known !== undefined) return known;
    const made = withoutRepeats(make());
    this.defaults.set(key, made);
    return made;
  }

  private chain(): Considered[] {
    const named = this.config.chain.map(parseCandidate).filter((candidate) => candidate !== undefined);
    return named
      .filter(({ provider }) => this.config.isConfigured(provider))
      .map((entry, index) => {
        const { candidate, retired } = forward(entry);
        const why = `entry ${index + 1} of MESH_CHAIN`;
        return consider(candidate, retired === undefined ? why : `${why}, in the place of the retired ${retired}`);
      });
  }

  private providers(): ProviderName[] {
    return PROVIDER_NAMES.filter((provider) => provider !== 'sandbox' && this.config.isConfigured(provider));
  }

  private defaultsOf(provider: ProviderName, tier: Tier): Considered[] {
    if (provider === 'compatible') {
      return this.config.compatibleModels.map((model) => consider({ provider, model }, 'listed in COMPATIBLE_MODELS'));
    }
    const model = CATALOGUE[provider].defaults[tier];
    return model === undefined ? [] : [consider({ provider, model }, `the ${tier} default of ${provider}`)];
  }

  private catalogued(): Considered[] {
    return this.providers().flatMap((provider) => [
      ...[...CATALOGUE[provider].known.keys()].map((model) => consider({ provider, model }, `a model of ${provider}`)),
      ...(provider === 'compatible' ? this.defaultsOf(provider, 'MEDIUM') : []),
    ]);
  }

  private withSandbox(chain: readonly Considered[]): readonly Considered[] {
    if (chain.some(({ provider }) => provider === 'sandbox')) return chain;
    const alone = this.config.sandbox === 'auto' && this.providers().length === 0;
    if (alone) return [...chain, consider(SANDBOX, 'the sandbox, for no provider is configured')];
    return this.config.sandbox === 'on' ? [...chain, consider(SANDBOX, 'the sandbox, as the last resort')] : chain;
  }
}

/** `candidate` with what it can do. */
export function consider(candidate: Candidate, why: string): Considered {
  return { provider: candidate.provider, model: candidate.model, traits: traitsOf(candidate), why };
}

function withoutRepeats(models: readonly Considered[]): readonly Considered[] {
  const seen = new Set<string>();
  return models.filter((model) => !seen.has(nameOf(model)) && seen.add(nameOf(model)));
}
