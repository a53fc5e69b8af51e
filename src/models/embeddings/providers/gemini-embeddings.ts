import { TaskType, type BatchEmbedContentsRequest } from '@google/generative-ai';
import { malformedAnswer } from '../../provider-error';
import { tokenCount } from '../../providers/counted';
import { failureIn } from '../../providers/failure-body';
import { geminiFailure } from '../../providers/gemini/errors';
import { failureInAnswer, transportFailure } from '../../providers/http-failure';
import { endpointAt, type Endpoint } from '../../providers/post-json';
import { postWhole } from '../../providers/post-whole';
import type { EmbeddingAnswer, EmbeddingKind, EmbeddingProvider } from '../embedding-provider';
import { readVectors } from './read-vectors';

/** As Google's REST API takes it; the SDK's type lacks the number of dimensions. */
type GeminiRequest = BatchEmbedContentsRequest & { requests: { model: string; outputDimensionality?: number }[] };

const TASKS: Record<EmbeddingKind, TaskType> = { query: TaskType.RETRIEVAL_QUERY, document: TaskType.RETRIEVAL_DOCUMENT };

/** Embeddings of Gemini, through the REST API that Google's SDK speaks. It does not say what it counted. */
export class GeminiEmbeddings implements EmbeddingProvider {
  readonly provider = 'gemini';
  private readonly endpoint: Endpoint;

  constructor(
    baseUrl: string,
    apiKey: string,
    readonly model: string,
    readonly dimensions: number | undefined,
  ) {
    const endpoint = endpointAt(baseUrl, `/v1beta/models/${encodeURIComponent(model)}:batchEmbedContents`, undefined);
    this.endpoint = { ...endpoint, headers: { ...endpoint.headers, 'x-goog-api-key': apiKey } };
  }

  async embed(texts: readonly string[], kind: EmbeddingKind, signal: AbortSignal): Promise<EmbeddingAnswer> {
    try {
      signal.throwIfAborted();
      const { status, headers, text } = await postWhole(this.endpoint, this.request(texts, kind), signal);
      if (status > 299) throw geminiFailure(status, headers, failureIn(text));
      return this.read(JSON.parse(text), texts.length);
    } catch (error) {
      throw transportFailure('gemini', error, signal);
    }
  }

  private request(texts: readonly string[], kind: EmbeddingKind): GeminiRequest {
    const wanted = this.dimensions === undefined ? {} : { outputDimensionality: this.dimensions };
    const requests = texts.map((text) => ({
      model: `models/${this.model}`,
      content: { role: 'user', parts: [{ text }] },
      taskType: TASKS[kind],
      ...wanted,
    }));
    return { requests };
  }

  private read(body: unknown, texts: number): EmbeddingAnswer {
    const { embeddings, usageMetadata, error } = (body ?? {}) as {
      embeddings?: unknown;
      usageMetadata?: { promptTokenCount?: unknown };
      error?: unknown;
    };
    if (error !== undefined && error !== null) throw failureInAnswer('gemini', body, 'unknown');
    if (!Array.isArray(embeddings)) throw malformedAnswer('gemini');
    const values = embeddings.map((embedding: { values?: unknown } | null) => embedding?.values);
    const inputTokens = tokenCount(usageMetadata?.promptTokenCount);
    return { vectors: readVectors('gemini', values, texts), inputTokens: inputTokens > 0 ? inputTokens : undefined };
  }
}
