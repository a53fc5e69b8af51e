import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RemoteHost } from '../../remote';
import { Embeddings } from '../embeddings/embeddings';
import type { ModelAttempt } from '../generate';
import { ModelDirectory } from '../model-directory';
import { UnscreenedModels } from '../unscreened-models';
import { MODEL_CALLS, wireAnswerOf, type WireDirectory, type WireEvent, type WireQuestion, type WireTexts } from './model-calls';
import { wireVectorOf } from './vectors';

/** Calls models for processes that do not. */
@Injectable()
export class ModelsHost implements OnModuleInit {
  constructor(
    private readonly host: RemoteHost,
    private readonly models: UnscreenedModels,
    private readonly directory: ModelDirectory,
    private readonly embeddings: Embeddings,
  ) {}

  onModuleInit(): void {
    this.host.offer(MODEL_CALLS.answer, async ({ scope, request }: WireQuestion, { signal, note }) => {
      const paid = { push: (attempt: ModelAttempt) => note(attempt) };
      return wireAnswerOf(await this.models.answer({ ...scope, paid }, request, signal));
    });
    this.host.offer(MODEL_CALLS.events, async ({ scope, request }: WireQuestion, { signal, note, piece }) => {
      const paid = { push: (attempt: ModelAttempt) => note(attempt) };
      for await (const event of this.models.events({ ...scope, paid }, request, signal)) {
        piece((event.type === 'done' ? { ...event, answer: wireAnswerOf(event.answer) } : event) satisfies WireEvent);
      }
    });
    this.host.offer(MODEL_CALLS.estimate, ({ request }: Pick<WireQuestion, 'request'>) => this.models.estimate(request));
    this.host.offer(MODEL_CALLS.directory, (): Promise<WireDirectory> => {
      const { directory } = this;
      return Promise.resolve({ chain: directory.chain(), all: directory.all(), stats: directory.stats() });
    });
    this.host.offer(MODEL_CALLS.embed, async ({ texts, scope, ...how }: WireTexts, { signal }) => {
      const vectors = await this.embeddings.embed(texts, scope, { ...how, signal });
      return vectors.map(wireVectorOf);
    });
  }
}
