import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RemoteHost, wireNumbersOf, type HostedCall } from '../../remote';
import { Embeddings } from '../embeddings/embeddings';
import type { GenerateScope } from '../generate';
import { ModelDirectory } from '../model-directory';
import { UnscreenedModels } from '../unscreened-models';
import { MODEL_CALLS, wireAnswerOf, type WireDirectory, type WireEvent, type WireQuestion, type WireTexts } from './model-calls';

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
      return wireAnswerOf(await this.models.answer({ ...scope, paid: told(note) }, request, signal));
    });
    this.host.offer(MODEL_CALLS.events, async ({ scope, request }: WireQuestion, { signal, note, piece }) => {
      for await (const event of this.models.events({ ...scope, paid: told(note) }, request, signal)) {
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
      return vectors.map(wireNumbersOf);
    });
  }
}

/** What is paid is told on the side, as it is paid. */
function told(note: HostedCall['note']): GenerateScope['paid'] {
  return { push: (attempt) => note(attempt) };
}
