import type { Readable } from 'node:stream';
import type { Message } from '@anthropic-ai/sdk/resources/messages';
import { Injectable } from '@nestjs/common';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../../model-provider';
import { ModelsConfig } from '../../models.config';
import { notConfigured } from '../../provider-error';
import { MAX_ANSWER_BYTES, readText } from '../bounded-body';
import { leanFetch } from '../lean-fetch';
import { SDK_OPTIONS } from '../sdk-options';
import { readEvents, release } from '../sse-reader';
import { assertSupported } from '../supported';
import { wholeAnswer } from '../whole-answer';
import { answerForm, answerToolOf } from './answer-form';
import { anthropicFailure } from './errors';
import { ANTHROPIC_MODELS } from './models';
import { anthropicRequest } from './request';
import { anthropicAnswer } from './response';
import { MessageStream } from './stream';

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
      return anthropicAnswer(model, await client.messages.create(body, { signal }), answerTool);
    } catch (error) {
      throw anthropicFailure(error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    let body: Readable | undefined;
    try {
      const { client, body: asked, answerTool } = await this.prepare(model, request, signal);
      const response = await client.messages.create({ ...asked, stream: true }, { signal }).asResponse();
      // The SDK's own stream could not let go of a connection without closing it, nor end an abort with an error.
      body = response.body as unknown as Readable;
      const contentType = response.headers.get('content-type') ?? '';
      if (!contentType.startsWith('text/event-stream')) return yield* unstreamed(model, body, answerTool);
      const message = new MessageStream(model, answerTool);
      for await (const { data } of readEvents(body)) {
        for (const chunk of message.read(data)) yield chunk;
        if (message.stopped) break;
      }
      const last = message.end();
      release(body);
      body = undefined;
      for (const chunk of last) yield chunk;
    } catch (error) {
      throw anthropicFailure(error, signal);
    } finally {
      // Closing it in mid-stream is an error to the body, which nobody reads any more.
      body?.on('error', () => undefined).destroy();
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

/** A server that does not stream, or failed before it could, answers as a whole. */
async function* unstreamed(model: string, body: Readable, answerTool: string | undefined): AsyncGenerator<ModelChunk, void> {
  yield* wholeAnswer(anthropicAnswer(model, JSON.parse(await readText(body, MAX_ANSWER_BYTES)) as Message, answerTool));
}

/** Loads the SDK on the first call: it takes longer to load than the rest of this folder together. */
async function connect({ anthropicApiKey: apiKey, anthropicBaseUrl: baseURL }: ModelsConfig) {
  if (apiKey === undefined) throw notConfigured('anthropic');
  const { Anthropic } = await import('@anthropic-ai/sdk');
  // The SDK would take a second credential from the environment, and logs lines of the answer that it cannot read.
  return new Anthropic({ ...SDK_OPTIONS, apiKey, authToken: null, baseURL, fetch: sdkFetch, logLevel: 'off' });
}

/** The SDK copies errors of another realm (a test runner's, say) without their code, but keeps what they are caused by. */
const sdkFetch: typeof leanFetch = (input, init) =>
  leanFetch(input, init).catch((cause: unknown) => {
    throw new Error('the connection failed', { cause });
  });
