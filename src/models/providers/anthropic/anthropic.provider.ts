import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../../model-provider';
import { ModelsConfig } from '../../models.config';
import { notConfigured } from '../../provider-error';
import { MAX_ANSWER_BYTES, readText } from '../bounded-body';
import { failureIn, readFailureBody } from '../failure-body';
import { transportFailure } from '../http-failure';
import { endpointAt, postJson, type Endpoint, type HttpAnswer } from '../post-json';
import { postWhole } from '../post-whole';
import { readEvents, release } from '../sse-reader';
import { assertSupported } from '../supported';
import { wholeAnswer } from '../whole-answer';
import { answerForm, answerToolOf } from './answer-form';
import { anthropicFailure } from './errors';
import { ANTHROPIC_MODELS } from './models';
import { anthropicRequest } from './request';
import { anthropicAnswer } from './response';
import { MessageStream } from './stream';

const ANTHROPIC = 'https://api.anthropic.com';
/** The version of the API that the SDK's types describe. */
const VERSION = '2023-06-01';

/** What is sent. */
interface Call {
  endpoint: Endpoint;
  body: unknown;
  answerTool: string | undefined;
}

/** An answer on the wire, and the tool that carries what was asked for, if one does. */
interface Posted {
  answer: HttpAnswer;
  answerTool: string | undefined;
}

/**
 * Claude, through the Messages API that Anthropic's SDK speaks, with the SDK's types. Its calls are not used: one costs five
 * times the CPU (0.8 against 0.15 ms), and they write to the console.
 */
@Injectable()
export class AnthropicProvider implements ModelProvider {
  readonly name = 'anthropic';
  readonly models = ANTHROPIC_MODELS;

  constructor(private readonly config: ModelsConfig) {}

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    try {
      const { endpoint, body, answerTool } = this.call(model, request, false, signal);
      const { status, headers, text } = await postWhole(endpoint, body, signal);
      if (status > 299) throw anthropicFailure(status, headers, failureIn(text));
      return anthropicAnswer(model, JSON.parse(text), answerTool);
    } catch (error) {
      throw transportFailure('anthropic', error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    let body: Readable | undefined;
    try {
      const { answer, answerTool } = await this.open(model, request, signal);
      body = answer.body;
      if (!answer.contentType.startsWith('text/event-stream')) return yield* unstreamed(model, body, answerTool);
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
      throw transportFailure('anthropic', error, signal);
    } finally {
      body?.destroy();
    }
  }

  /** @throws ProviderError where the answer is a failure. */
  private async open(model: string, request: ModelRequest, signal: AbortSignal): Promise<Posted> {
    const { endpoint, body, answerTool } = this.call(model, request, true, signal);
    const answer = await postJson(endpoint, body, signal);
    if (answer.status >= 200 && answer.status <= 299) return { answer, answerTool };
    const failure = await readFailureBody(answer.body);
    signal.throwIfAborted();
    throw anthropicFailure(answer.status, answer.headers, failure);
  }

  /** What to send and where, once it is sure that it can be. */
  private call(model: string, request: ModelRequest, stream: boolean, signal: AbortSignal): Call {
    const { anthropicApiKey: apiKey, anthropicBaseUrl: baseUrl = ANTHROPIC } = this.config;
    if (apiKey === undefined) throw notConfigured('anthropic');
    signal.throwIfAborted();
    const traits = this.models.traitsOf(model);
    assertSupported('anthropic', model, traits, request);
    const form = answerForm(traits, request);
    const endpoint = endpointAt(baseUrl, '/v1/messages', undefined);
    const headers = { ...endpoint.headers, 'x-api-key': apiKey, 'anthropic-version': VERSION };
    const body = { ...anthropicRequest(model, traits, request, form), ...(stream && { stream }) };
    return { endpoint: { ...endpoint, headers }, body, answerTool: answerToolOf(form) };
  }
}

/** A server that does not stream, or failed before it could, answers as a whole. */
async function* unstreamed(model: string, body: Readable, answerTool: string | undefined): AsyncGenerator<ModelChunk, void> {
  yield* wholeAnswer(anthropicAnswer(model, JSON.parse(await readText(body, MAX_ANSWER_BYTES)), answerTool));
}
