import { parseCandidate, SANDBOX, type Candidate } from '../chain/candidate';
import { PROVIDER_NAMES, type ProviderName } from '../model-provider';
import type { ModelsConfig } from '../models.config';
import { CATALOGUE } from '../providers/catalogue';
import { nearMatches } from './near-matches';
import { modelNotFound } from './selection-failures';

/** What a name stands for. */
export interface ResolvedModel {
  candidate: Candidate;
  /** The retired id that was named, where `candidate` took its place. */
  retired?: string;
}

/**
 * Which models there are: those of the catalogues with their snapshots and fine-tunes, the retired ones, the entries of MESH_CHAIN and
 * COMPATIBLE_MODELS, and those of the price file. Every model of a compatible server exists where COMPATIBLE_MODELS is empty.
 */
export class ModelNames {
  private readonly chain: readonly Candidate[];

  constructor(
    private readonly config: ModelsConfig,
    private readonly extra: () => readonly Candidate[],
  ) {
    this.chain = config.chain.map(parseCandidate).filter((candidate) => candidate !== undefined);
  }

  /**
   * Reads `model` or `provider/model`, where ids may hold slashes themselves. The longest reading counts: the whole name as an id that
   * somebody lists (MESH_CHAIN, COMPATIBLE_MODELS, the price file, then the catalogues, configured providers first); then
   * `provider/rest`, when that provider has the rest; then the whole name as a snapshot, a fine-tune or a retired id. `only` leaves
   * out all other providers.
   * @throws MeshError `model-not-found`, with the near matches.
   */
  resolve(name: string, only?: ProviderName): ResolvedModel {
    const candidate = this.listed(name, only) ?? this.prefixed(name, only) ?? this.derived(name, only);
    if (candidate === undefined) throw modelNotFound(name, only, nearMatches(name, this.names(only)));
    return forward(candidate);
  }

  private listed(name: string, only: ProviderName | undefined): Candidate | undefined {
    if (name === SANDBOX.model) return allowed(SANDBOX, only);
    const compatible = this.config.compatibleModels.map((model) => ({ provider: 'compatible' as const, model }));
    const named = [...this.chain, ...compatible, ...this.extra()].filter(({ model }) => model === name);
    const wanted = named.find((candidate) => allowed(candidate, only) !== undefined);
    return wanted ?? this.at(only, (provider) => CATALOGUE[provider].known.has(name), name);
  }

  private prefixed(name: string, only: ProviderName | undefined): Candidate | undefined {
    const read = parseCandidate(name);
    return read !== undefined && this.has(read) ? allowed(read, only) : undefined;
  }

  private derived(name: string, only: ProviderName | undefined): Candidate | undefined {
    if (only === 'compatible') return this.has({ provider: only, model: name }) ? { provider: only, model: name } : undefined;
    return this.at(only, (provider) => CATALOGUE[provider].isServed(name) || CATALOGUE[provider].successorOf(name) !== undefined, name);
  }

  private has({ provider, model }: Candidate): boolean {
    if (CATALOGUE[provider].isServed(model) || CATALOGUE[provider].successorOf(model) !== undefined) return true;
    if ([...this.chain, ...this.extra()].some((entry) => entry.provider === provider && entry.model === model)) return true;
    const { compatibleModels } = this.config;
    return provider === 'compatible' && (compatibleModels.length === 0 || compatibleModels.includes(model));
  }

  private at(only: ProviderName | undefined, has: (provider: ProviderName) => boolean, model: string): Candidate | undefined {
    const providers = PROVIDER_NAMES.filter((provider) => (only === undefined || provider === only) && has(provider));
    const provider = providers.find((name) => this.config.isConfigured(name)) ?? providers[0];
    return provider === undefined ? undefined : { provider, model };
  }

  private names(only: ProviderName | undefined): string[] {
    const listed = [...this.chain, ...this.extra()].filter((candidate) => allowed(candidate, only) !== undefined);
    const compatible = only === undefined || only === 'compatible' ? this.config.compatibleModels : [];
    const known = PROVIDER_NAMES.filter((name) => only === undefined || name === only).flatMap((name) => [...CATALOGUE[name].known.keys()]);
    return [...listed.map(({ model }) => model), ...compatible, ...known];
  }
}

/** The candidate itself, or what took the place of a retired one. */
export function forward(candidate: Candidate): ResolvedModel {
  const successor = CATALOGUE[candidate.provider].successorOf(candidate.model);
  return successor === undefined ? { candidate } : { candidate: { ...candidate, model: successor }, retired: candidate.model };
}

function allowed(candidate: Candidate, only: ProviderName | undefined): Candidate | undefined {
  return only === undefined || candidate.provider === only ? candidate : undefined;
}
