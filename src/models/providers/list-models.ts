import type { ModelTraits, ProviderModels, Tier } from '../model-traits';

/** What a provider folder tells about its models. */
export interface ModelList {
  known: Readonly<Record<string, ModelTraits>>;
  defaults: Readonly<Partial<Record<Tier, string>>>;
  /** Patterns of retired ids and what takes their place; first match counts. */
  retired: readonly (readonly [RegExp, string])[];
  /** Patterns of families, such as fine-tunes, for what is not listed; first match counts. Dated snapshots need none. */
  families: readonly (readonly [RegExp, ModelTraits])[];
  /** What any other model can be trusted with. */
  least: ModelTraits;
}

/** How vendors date a snapshot of a model: `-20250929`, `-2025-08-07`, `-001`; or `-latest`. */
const SNAPSHOT = /-(?:20\d{6}|20\d\d-\d\d-\d\d|00\d|latest)$/;

/** The models of a provider, from its list. Retired ids are retired even where a family would match them. */
export function listModels({ known, defaults, retired, families, least }: ModelList): ProviderModels {
  const ids = new Map(Object.entries(known));
  const successorOf = (model: string) => (ids.has(model) ? undefined : retired.find(([pattern]) => pattern.test(model))?.[1]);
  const served = (model: string) =>
    ids.get(model) ?? ids.get(model.replace(SNAPSHOT, '')) ?? families.find(([pattern]) => pattern.test(model))?.[1];
  return {
    known: ids,
    defaults,
    successorOf,
    isServed: (model) => successorOf(model) === undefined && served(model) !== undefined,
    traitsOf: (model) => served(model) ?? least,
  };
}
