/** How demanding a task is, and how much a model can be trusted with: small and fast, all-round, strongest. */
export const TIERS = ['LOW', 'MEDIUM', 'HIGH'] as const;
export type Tier = (typeof TIERS)[number];

/** What one model can do, known before it is asked. */
export interface ModelTraits {
  /** Tokens of prompt and answer together. */
  contextTokens: number;
  /** Tokens of one answer, reasoning included. */
  maxOutputTokens: number;
  /** Images in the request itself; `url` also takes addresses that the provider fetches. */
  images: 'none' | 'inline' | 'url';
  tools: boolean;
  /** How a JSON Schema is held to: by the provider's decoder, as the input of a tool, or in words (checked by us in any case). */
  jsonSchema: 'native' | 'tool' | 'words';
  /** Whether it takes a temperature (and `top_p`); those that refuse one answer 400. */
  temperature: boolean;
  /** The upper end of its temperatures, where that is below 2. */
  maxTemperature?: number;
  /** It takes a temperature or `top_p`, not both; the temperature is the one callers mean. */
  eitherSampling?: boolean;
  /** Whether it reasons before it answers, and takes an effort for it. */
  reasoning: boolean;
  tier: Tier;
}

/** The models of one provider. */
export interface ProviderModels {
  /** Ids served today, newest generation first, with what they can do. */
  readonly known: ReadonlyMap<string, ModelTraits>;
  /** The model asked by default for each tier; empty where only the operator knows what is served. */
  readonly defaults: Readonly<Partial<Record<Tier, string>>>;
  /** Whether `model` is served today: listed, a dated snapshot of one that is, or of a family. */
  isServed(model: string): boolean;
  /** The id that takes the place of a retired `model`; undefined for every other. */
  successorOf(model: string): string | undefined;
  /** What `model` can do: as listed, as its family (dated snapshots, fine-tunes), or the least of the provider. */
  traitsOf(model: string): ModelTraits;
}
