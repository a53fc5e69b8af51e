import { ConfigError } from '../../../config';
import { parseCandidate } from '../../chain/candidate';
import type { ModelsConfig } from '../../models.config';
import { EMBEDDING_PROVIDERS, type EmbeddingModel, type EmbeddingProvider } from '../embedding-provider';
import type { EmbeddingsConfig } from '../embeddings.config';
import { GeminiEmbeddings } from './gemini-embeddings';
import { OpenAiEmbeddings } from './openai-embeddings';

const OPENAI_URL = 'https://api.openai.com/v1';
const GOOGLE = 'https://generativelanguage.googleapis.com';
/** OpenAI's models that shorten their vectors themselves, and to how many numbers: most of the quality for a third of the room. */
const SHORTENED = /^text-embedding-3-/;
const SHORTENED_TO = 512;

/** The model that embeds, as every process can tell it, with the provider's key or without; undefined where embeddings are off. */
export function configuredModel({ embeddings, dimensions }: EmbeddingsConfig): EmbeddingModel | undefined {
  if (embeddings === 'off') return undefined;
  const { provider: named, model } = parseCandidate(embeddings) ?? { provider: '', model: '' };
  const provider = EMBEDDING_PROVIDERS.find((name) => name === named);
  if (provider === undefined) throw new ConfigError([`MESH_EMBEDDINGS: ${named} does not embed`]);
  return { provider, model, dimensions: dimensions ?? (provider === 'openai' && SHORTENED.test(model) ? SHORTENED_TO : undefined) };
}

/**
 * The provider that the operator chose; undefined where embeddings are off.
 * @throws ConfigError that names the variable which the chosen provider lacks.
 */
export function configuredProvider(config: EmbeddingsConfig, models: ModelsConfig): EmbeddingProvider | undefined {
  const chosen = configuredModel(config);
  if (chosen === undefined) return undefined;
  const { provider, model, dimensions } = chosen;
  switch (provider) {
    case 'openai': {
      const apiKey = models.openaiApiKey ?? missing(config, 'OPENAI_API_KEY');
      const baseUrl = models.openaiBaseUrl ?? OPENAI_URL;
      return new OpenAiEmbeddings({ provider, baseUrl, apiKey, model, dimensions, format: 'base64' });
    }
    case 'compatible': {
      const baseUrl = models.compatibleBaseUrl ?? missing(config, 'COMPATIBLE_BASE_URL');
      return new OpenAiEmbeddings({ provider, baseUrl, apiKey: models.compatibleApiKey, model, dimensions, format: 'float' });
    }
    case 'gemini': {
      const apiKey = models.googleApiKey ?? missing(config, 'GOOGLE_API_KEY');
      return new GeminiEmbeddings(models.googleBaseUrl ?? GOOGLE, apiKey, model, dimensions);
    }
  }
}

function missing({ embeddings }: EmbeddingsConfig, variable: string): never {
  throw new ConfigError([`${variable}: must be set where MESH_EMBEDDINGS is ${embeddings}`]);
}
