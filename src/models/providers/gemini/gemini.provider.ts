import { Injectable } from '@nestjs/common';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../../model-provider';
import { ModelsConfig } from '../../models.config';
import { malformedAnswer, notConfigured, stopped } from '../../provider-error';
import { MAX_ANSWER_BYTES, readText } from '../bounded-body';
import { readFailureBody } from '../failure-body';
import { transportFailure } from '../http-failure';
import { endpointAt, postJson, type HttpAnswer } from '../post-json';
import { readEvents, release } from '../sse-reader';
import { assertSupported } from '../supported';
import { geminiFailure } from './errors';
import { GEMINI_MODELS } from './models';
import { geminiRequest } from './request';
import { checkedAnswer, geminiAnswer } from './response';
import { geminiChunks } from './stream';
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
      const { body } = await this.post(model, 'generateContent', request, signal);
      return geminiAnswer(model, JSON.parse(await readText(body, MAX_ANSWER_BYTES)), this.signatures);
    } catch (error) {
      throw transportFailure('gemini', error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    let answer: HttpAnswer | undefined;
    let whole = false;
    try {
      answer = await this.post(model, 'streamGenerateContent?alt=sse', request, signal);
      if (!answer.contentType.startsWith('text/event-stream')) throw await noStream(answer);
      yield* geminiChunks(model, readEvents(answer.body), this.signatures);
      whole = true;
    } catch (error) {
      throw signal.aborted ? stopped('gemini', signal) : transportFailure('gemini', error, signal);
    } finally {
      if (answer !== undefined && whole) release(answer.body);
      // Closing it in mid-stream is an error to the body, which nobody reads any more.
      else answer?.body.on('error', () => undefined).destroy();
    }
  }

  /** @throws ProviderError where the answer is a failure. */
  private async post(model: string, method: string, request: ModelRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const { googleApiKey: apiKey, googleBaseUrl: baseUrl = GOOGLE } = this.config;
    if (apiKey === undefined) throw notConfigured('gemini');
    signal.throwIfAborted();
    const traits = this.models.traitsOf(model);
    assertSupported('gemini', model, traits, request);
    const endpoint = endpointAt(baseUrl, `/v1beta/models/${encodeURIComponent(model)}:${method}`, undefined);
    const headers = { ...endpoint.headers, 'x-goog-api-key': apiKey };
    const answer = await postJson({ ...endpoint, headers }, geminiRequest(model, traits, request, this.signatures), signal);
    if (answer.status >= 200 && answer.status <= 299) return answer;
    throw geminiFailure(answer.status, answer.headers, await readFailureBody(answer.body));
  }
}

/** A 200 that is no stream: an error in the place of one, or nothing we know. */
async function noStream({ body }: HttpAnswer): Promise<Error> {
  checkedAnswer(await readFailureBody(body));
  return malformedAnswer('gemini');
}
