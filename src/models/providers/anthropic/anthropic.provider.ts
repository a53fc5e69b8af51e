import { Injectable } from '@nestjs/common';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../../model-provider';
import { ModelsConfig } from '../../models.config';
import { notConfigured } from '../../provider-error';
import { SDK_OPTIONS } from '../sdk-options';
import { wholeAnswer } from '../whole-answer';
import { anthropicFailure } from './errors';
import { anthropicRequest } from './request';
import { anthropicAnswer } from './response';
import { ANTHROPIC_MODELS } from './models';

/** Claude, through Anthropic's Messages API. */
@Injectable()
export class AnthropicProvider implements ModelProvider {
  readonly name = 'anthropic';
  readonly models = ANTHROPIC_MODELS;
  private client?: ReturnType<typeof connect>;

  constructor(private readonly config: ModelsConfig) {}

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    try {
      const client = await (this.client ??= connect(this.config));
      signal.throwIfAborted();
      return anthropicAnswer(await client.messages.create(anthropicRequest(model, request), { signal }));
    } catch (error) {
      throw anthropicFailure(error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    yield* wholeAnswer(await this.generate(model, request, signal));
  }
}

/** Loads the SDK on the first call: it takes longer to load than the rest of this folder together. */
async function connect({ anthropicApiKey: apiKey, anthropicBaseUrl: baseURL }: ModelsConfig) {
  if (apiKey === undefined) throw notConfigured('anthropic');
  const { Anthropic } = await import('@anthropic-ai/sdk');
  return new Anthropic({ ...SDK_OPTIONS, apiKey, baseURL });
}
