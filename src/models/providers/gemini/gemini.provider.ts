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
import { geminiFailure } from './errors';
import { GEMINI_MODELS } from './models';
import { geminiRequest } from './request';
import { geminiAnswer } from './response';
import { AnswerStream } from './stream';
import { ThoughtSignatures } from './thought-signatures';

const GOOGLE = 'https://generativelanguage.googleapis.com';

/**
 * Gemini, through the REST API that Google's SDK speaks, with the SDK's types and enumerations. Its calls are not used: they
 * know only Node's global `fetch` (a third of the throughput), drop the headers of a failure and `Retry-After` with them,
 * quote the body in their errors, and split a stream in two, so that leaving one half does not close the connection.
 */
@Injectable()
export class GeminiProvider implements ModelProvider {
  readonly name = 'gemini';
  readonly models = GEMINI_MODELS;
  private readonly signatures = new ThoughtSignatures();

  constructor(private readonly config: ModelsConfig) {}

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    try {
      const { endpoint, body } = this.call(model, 'generateContent', request, signal);
      const { status, headers, text } = await postWhole(endpoint, body, signal);
      if (status > 299) throw geminiFailure(status, headers, failureIn(text));
      return geminiAnswer(model, JSON.parse(text), this.signatures);
    } catch (error) {
      throw transportFailure('gemini', error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    let body: Readable | undefined;
    try {
      const answer = await this.open(model, request, signal);
      body = answer.body;
      if (!answer.contentType.startsWith('text/event-stream')) return yield* this.unstreamed(model, body);
      const stream = new AnswerStream(model, this.signatures);
      for await (const { data } of readEvents(body)) {
        for (const chunk of stream.read(data)) yield chunk;
      }
      const last = stream.end();
      release(body);
      body = undefined;
      yield last;
    } catch (error) {
      throw transportFailure('gemini', error, signal);
    } finally {
      // Closing it in mid-stream is an error to the body, which nobody reads any more.
      body?.on('error', () => undefined).destroy();
    }
  }

  /** A server that does not stream, or failed before it could, answers as a whole. */
  private async *unstreamed(model: string, body: Readable): AsyncGenerator<ModelChunk, void> {
    yield* wholeAnswer(geminiAnswer(model, JSON.parse(await readText(body, MAX_ANSWER_BYTES)), this.signatures));
  }

  /** @throws ProviderError where the answer is a failure. */
  private async open(model: string, request: ModelRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { endpoint, body } = this.call(model, 'streamGenerateContent?alt=sse', request, signal);
    const answer = await postJson(endpoint, body, signal);
    if (answer.status >= 200 && answer.status <= 299) return answer;
    const failure = await readFailureBody(answer.body);
    signal.throwIfAborted();
    throw geminiFailure(answer.status, answer.headers, failure);
  }

  /** What to send and where, once it is sure that it can be. */
  private call(model: string, method: string, request: ModelRequest, signal: AbortSignal): { endpoint: Endpoint; body: unknown } {
    const { googleApiKey: apiKey, googleBaseUrl: baseUrl = GOOGLE } = this.config;
    if (apiKey === undefined) throw notConfigured('gemini');
    signal.throwIfAborted();
    const traits = this.models.traitsOf(model);
    assertSupported('gemini', model, traits, request);
    const endpoint = endpointAt(baseUrl, `/v1beta/models/${encodeURIComponent(model)}:${method}`, undefined);
    const headers = { ...endpoint.headers, 'x-goog-api-key': apiKey };
    return { endpoint: { ...endpoint, headers }, body: geminiRequest(model, traits, request, this.signatures) };
  }
}
