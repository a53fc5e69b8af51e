import { Injectable } from '@nestjs/common';
import { bytesOfWire, RemoteCalls, type PublicOf } from '../../remote';
import type { EmbeddingModel } from '../embeddings/embedding-provider';
import type { EmbeddingOptions, Embeddings } from '../embeddings/embeddings';
import { EmbeddingsConfig } from '../embeddings/embeddings.config';
import { configuredModel } from '../embeddings/providers/configured-provider';
import type { GenerateScope } from '../generate';
import { MODEL_CALLS, type WireTexts } from './model-calls';

/** The embeddings, where another process has the key: `MESH_EMBEDDINGS` is the same there. */
@Injectable()
export class RemoteEmbeddings implements PublicOf<Embeddings> {
  readonly model: EmbeddingModel | undefined;

  constructor(
    private readonly calls: RemoteCalls,
    config: EmbeddingsConfig,
  ) {
    this.model = configuredModel(config);
  }

  async embed(
    texts: readonly string[],
    { paid: _paid, ...scope }: GenerateScope,
    { signal, deadlineMs, kind }: EmbeddingOptions,
  ): Promise<Float32Array[]> {
    const asked: WireTexts = { texts, scope, kind, deadlineMs };
    const vectors = await this.calls.ask<string[]>(MODEL_CALLS.embed, asked, { timeoutMs: deadlineMs, signal });
    return vectors.map((text) => new Float32Array(bytesOfWire(text)));
  }
}
