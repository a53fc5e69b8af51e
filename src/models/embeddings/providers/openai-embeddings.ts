import type { OpenAI } from 'openai';
import { malformedAnswer } from '../../provider-error';
import { tokenCount } from '../../providers/counted';
import { failureIn } from '../../providers/failure-body';
import { failureInAnswer, httpFailure, transportFailure } from '../../providers/http-failure';
import { endpointAt, type Endpoint } from '../../providers/post-json';
import { postWhole } from '../../providers/post-whole';
import type { EmbeddingAnswer, EmbeddingKind, EmbeddingProvider } from '../embedding-provider';
import { readVectors } from './read-vectors';

/** A server that speaks OpenAI's embeddings, and what it may be asked. */
export interface EmbeddingServer {
  provider: 'openai' | 'compatible';
  baseUrl: string;
  apiKey: string | undefined;
  model: string;
  dimensions: number | undefined;
  /** Base64 is a quarter of the bytes, but not every server knows it. */
  format: 'base64' | 'float';
}

/** Embeddings of OpenAI, and of every server that speaks like it; HTTP itself, in the types of OpenAI's SDK, as the chat providers do. */
export class OpenAiEmbeddings implements EmbeddingProvider {
  readonly provider: 'openai' | 'compatible';
  readonly model: string;
  readonly dimensions: number | undefined;
  private readonly endpoint: Endpoint;

  constructor(private readonly server: EmbeddingServer) {
    this.provider = server.provider;
    this.model = server.model;
    this.dimensions = server.dimensions;
    this.endpoint = endpointAt(server.baseUrl, '/embeddings', server.apiKey);
  }

  async embed(texts: readonly string[], _kind: EmbeddingKind, signal: AbortSignal): Promise<EmbeddingAnswer> {
    const request: OpenAI.EmbeddingCreateParams = { model: this.model, input: [...texts], encoding_format: this.server.format };
    if (this.dimensions !== undefined) request.dimensions = this.dimensions;
    try {
      signal.throwIfAborted();
      const { status, headers, text } = await postWhole(this.endpoint, request, signal);
      if (status > 299) throw httpFailure(this.provider, status, headers, failureIn(text));
      return this.read(JSON.parse(text), texts.length);
    } catch (error) {
      throw transportFailure(this.provider, error, signal);
    }
  }

  private read(body: unknown, texts: number): EmbeddingAnswer {
    const { data, usage, error } = (body ?? {}) as { data?: unknown; usage?: { prompt_tokens?: unknown }; error?: unknown };
    if (error !== undefined && error !== null) throw failureInAnswer(this.provider, body, 'unknown');
    if (!Array.isArray(data)) throw malformedAnswer(this.provider);
    const rows = data as ({ index?: unknown; embedding?: unknown } | null)[];
    const inOrder: unknown[] = [];
    for (const [at, row] of rows.entries()) inOrder[typeof row?.index === 'number' ? row.index : at] = row?.embedding;
    const vectors = readVectors(this.provider, Array.from(inOrder), texts);
    const inputTokens = tokenCount(usage?.prompt_tokens);
    return { vectors, inputTokens: inputTokens > 0 ? inputTokens : undefined };
  }
}
