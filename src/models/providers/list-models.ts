import type { ModelTraits, ProviderModels, Tier } from '../model-traits';

/** What a provider folder tells about its models. */
export interface ModelList {
  known: Readonly<Record<string, ModelTraits>>;
  defaults: Readonly<Partial<Record<Tier, string>>>;
  /** Patterns of retired ids and what takes their place. */
  retired: readonly (readonly [RegExp, string])[];
  /** Patterns of families, for snapshots and fine-tunes that are not listed; first match counts. */
  families: readonly (readonly [RegExp, ModelTraits])[];
  /** What any other model can be trusted with. */
  least: ModelTraits;
}

/** The models of a provider, from its list. */
export function listModels({ known, defaults, retired, families, least }: ModelList): ProviderModels {
  const ids = new Map(Object.entries(known));
  return {
    known: ids,
    defaults,
    successorOf: (model) => (ids.has(model) ? undefined : retired.find(([pattern]) => pattern.test(model))?.[1]),
    traitsOf: (model) => ids.get(model) ?? families.find(([pattern]) => pattern.test(model))?.[1] ?? least,
  };
}
