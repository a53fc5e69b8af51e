import { Injectable } from '@nestjs/common';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../../model-provider';
import { ModelsConfig } from '../../models.config';
import { notConfigured, stopped } from '../../provider-error';
import { leanFetch } from '../lean-fetch';
import { SDK_OPTIONS } from '../sdk-options';
import { assertSupported } from '../supported';
import { answerForm, answerToolOf } from './answer-form';
import { anthropicFailure } from './errors';
import { ANTHROPIC_MODELS } from './models';
import { anthropicRequest } from './request';
import { anthropicAnswer } from './response';
import { anthropicChunks } from './stream';

/** Claude, through Anthropic's Messages API and its SDK. */
@Injectable()
export class AnthropicProvider implements ModelProvider {
  readonly name = 'anthropic';
  readonly models = ANTHROPIC_MODELS;
  private client?: ReturnType<typeof connect>;

  constructor(private readonly config: ModelsConfig) {}

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    try {
      const { client, body, answerTool } = await this.prepare(model, request, signal);
      return anthropicAnswer(await client.messages.create(body, { signal }), answerTool);
    } catch (error) {
      throw anthropicFailure(error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    try {
      const { client, body, answerTool } = await this.prepare(model, request, signal);
      const events = await client.messages.create({ ...body, stream: true }, { signal });
      yield* anthropicChunks(events, answerTool);
    } catch (error) {
      // An aborted stream of the SDK just ends; that is no malformed answer.
      throw signal.aborted ? stopped('anthropic', signal) : anthropicFailure(error, signal);
    }
  }

  private async prepare(model: string, request: ModelRequest, signal: AbortSignal) {
    const client = await (this.client ??= connect(this.config));
    signal.throwIfAborted();
    const traits = this.models.traitsOf(model);
    assertSupported('anthropic', model, traits, request);
    const form = answerForm(traits, request);
    return { client, body: anthropicRequest(model, traits, request, form), answerTool: answerToolOf(form) };
  }
}

/** Loads the SDK on the first call: it takes longer to load than the rest of this folder together. */
async function connect({ anthropicApiKey: apiKey, anthropicBaseUrl: baseURL }: ModelsConfig) {
  if (apiKey === undefined) throw notConfigured('anthropic');
  const { Anthropic } = await import('@anthropic-ai/sdk');
  // The SDK would take a second credential from the environment, and logs lines of the answer that it cannot read.
  return new Anthropic({ ...SDK_OPTIONS, apiKey, authToken: null, baseURL, fetch: leanFetch, logLevel: 'off' });
}
