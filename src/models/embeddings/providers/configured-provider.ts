import { ConfigError } from '../../../config';
import { parseCandidate } from '../../chain/candidate';
import type { ModelsConfig } from '../../models.config';
import type { EmbeddingProvider } from '../embedding-provider';
import type { EmbeddingsConfig } from '../embeddings.config';
import { GeminiEmbeddings } from './gemini-embeddings';
import { OpenAiEmbeddings } from './openai-embeddings';

const OPENAI_URL = 'https://api.openai.com/v1';
const GOOGLE = 'https://generativelanguage.googleapis.com';
/** OpenAI's models that shorten their vectors themselves, and to how many numbers: most of the quality for a third of the room. */
const SHORTENED = /^text-embedding-3-/;
const SHORTENED_TO = 512;

/**
 * The provider that the operator chose; undefined where embeddings are off.
 * @throws ConfigError that names the variable which the chosen provider lacks.
 */
export function configuredProvider({ embeddings, dimensions }: EmbeddingsConfig, models: ModelsConfig): EmbeddingProvider | undefined {
  if (embeddings === 'off') return undefined;
  const { provider, model } = parseCandidate(embeddings) ?? { provider: '', model: '' };
  switch (provider) {
    case 'openai': {
      const apiKey = models.openaiApiKey ?? missing(embeddings, 'OPENAI_API_KEY');
      const shortened = dimensions ?? (SHORTENED.test(model) ? SHORTENED_TO : undefined);
      const baseUrl = models.openaiBaseUrl ?? OPENAI_URL;
      return new OpenAiEmbeddings({ provider, baseUrl, apiKey, model, dimensions: shortened, format: 'base64' });
    }
    case 'compatible': {
      const baseUrl = models.compatibleBaseUrl ?? missing(embeddings, 'COMPATIBLE_BASE_URL');
      return new OpenAiEmbeddings({ provider, baseUrl, apiKey: models.compatibleApiKey, model, dimensions, format: 'float' });
    }
    case 'gemini':
      return new GeminiEmbeddings(
        models.googleBaseUrl ?? GOOGLE,
        models.googleApiKey ?? missing(embeddings, 'GOOGLE_API_KEY'),
        model,
        dimensions,
      );
    default:
      throw new ConfigError([`MESH_EMBEDDINGS: ${provider} does not embed`]);
  }
}

function missing(embeddings: string, variable: string): never {
  throw new ConfigError([`${variable}: must be set where MESH_EMBEDDINGS is ${embeddings}`]);
}
