/** The providers that can embed, as they are named everywhere. */
export const EMBEDDING_PROVIDERS = ['openai', 'gemini', 'compatible'] as const;
export type EmbeddingProviderName = (typeof EMBEDDING_PROVIDERS)[number];

/** What a text is embedded for: some models place what is asked and what is kept differently. */
export type EmbeddingKind = 'query' | 'document';

/** A vector for each text, in their order, and the tokens that were billed; undefined where the server did not count. */
export interface EmbeddingAnswer {
  vectors: Float32Array[];
  inputTokens: number | undefined;
}

/** A model that turns texts into vectors, all of the same length. */
export interface EmbeddingModel {
  readonly provider: EmbeddingProviderName;
  readonly model: string;
  /** Numbers in a vector where that is asked of the model; undefined: as many as it gives. */
  readonly dimensions: number | undefined;
}

/**
 * The contract of a provider that embeds. Texts are well-formed, not blank and within its bounds. Rejects with a `ProviderError` whose
 * `retryable` says whether the same may be asked again, and ends within 100 ms of `signal` aborting.
 */
export interface EmbeddingProvider extends EmbeddingModel {
  embed(texts: readonly string[], kind: EmbeddingKind, signal: AbortSignal): Promise<EmbeddingAnswer>;
}
