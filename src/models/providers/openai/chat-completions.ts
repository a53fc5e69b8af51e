import type { ProviderModels } from '../../model-traits';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest, ProviderName } from '../../model-provider';
import { malformedAnswer, notConfigured } from '../../provider-error';
import { MAX_ANSWER_BYTES, readText } from '../bounded-body';
import { failureIn, readFailureBody } from '../failure-body';
import { httpFailure, transportFailure } from '../http-failure';
import { endpointAt, postJson, type Endpoint, type HttpAnswer } from '../post-json';
import { postWhole } from '../post-whole';
import { readEvents, release } from '../sse-reader';
import { cutAtStop, StopCut } from '../stop-cut';
import { assertSupported } from '../supported';
import { wholeAnswer } from '../whole-answer';
import { ChatStream } from './chat-stream';
import type { ChatDialect, ChatTarget } from './dialect';
import { chatRequest, unsentStops } from './request';
import { chatAnswer } from './response';

/** Where a server is and how to enter it. */
export interface ChatServer {
  apiKey: string | undefined;
  /** Ends in the version, as OpenAI's SDK takes it: `https://api.openai.com/v1`. */
  baseUrl: string;
}

/** What ends a stream of chat completions, after its last piece. */
const DONE = '[DONE]';

/**
 * A provider that speaks OpenAI's chat completions; subclasses say where and in which dialect. It speaks HTTP itself, in the
 * types of OpenAI's SDK, because every completion of the gateway passes here and the SDK costs three times the CPU.
 */
export abstract class ChatCompletionsProvider implements ModelProvider {
  abstract readonly name: ProviderName;
  abstract readonly models: ProviderModels;
  protected abstract readonly dialect: ChatDialect;
  private endpoint?: Endpoint;

  /** Undefined where this provider is not configured. */
  protected abstract server(): ChatServer | undefined;

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    try {
      const target = this.target(model, false);
      const { status, headers, text } = await postWhole(this.at(target, request, signal), chatRequest(target, request), signal);
      if (status > 299) throw httpFailure(this.name, status, headers, failureIn(text));
      return this.read(target, request, text);
    } catch (error) {
      throw transportFailure(this.name, error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelChunk> {
    const target = this.target(model, true);
    const stops = unsentStops(target, request);
    const pieces = new ChatStream(this.name, model, stops && new StopCut(stops));
    let answer: HttpAnswer | undefined;
    try {
      answer = await this.open(target, request, signal);
      // A server that does not stream, or failed before it could, answers as a whole.
      if (answer.contentType.includes('json')) {
        const text = await readText(answer.body, MAX_ANSWER_BYTES);
        return yield* wholeAnswer(this.read(target, request, text));
      }
      if (answer.contentType.includes('html')) throw malformedAnswer(this.name);
      for await (const { data } of readEvents(answer.body)) {
        if (data === DONE) break;
        for (const piece of pieces.read(data)) yield piece;
      }
      const last = pieces.end();
      release(answer.body);
      answer = undefined;
      yield* last;
    } catch (error) {
      throw transportFailure(this.name, error, signal, pieces.billed);
    } finally {
      answer?.body.destroy();
    }
  }

  private read(target: ChatTarget, request: ModelRequest, text: string): ModelAnswer {
    const answer = chatAnswer(this.name, target.model, JSON.parse(text));
    const stops = unsentStops(target, request);
    return stops === undefined ? answer : { ...answer, text: cutAtStop(answer.text, stops) };
  }

  /** Where to send it, once it is sure that it can be. */
  private at(target: ChatTarget, request: ModelRequest, signal: AbortSignal): Endpoint {
    const endpoint = (this.endpoint ??= this.connect());
    assertSupported(this.name, target.model, target.traits, request);
    signal.throwIfAborted();
    return endpoint;
  }

  private async open(target: ChatTarget, request: ModelRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const answer = await postJson(this.at(target, request, signal), chatRequest(target, request), signal);
    if (answer.status >= 200 && answer.status <= 299) return answer;
    const failure = await readFailureBody(answer.body);
    signal.throwIfAborted();
    throw httpFailure(this.name, answer.status, answer.headers, failure);
  }

  private target(model: string, stream: boolean): ChatTarget {
    return { dialect: this.dialect, model, traits: this.models.traitsOf(model), stream };
  }

  private connect(): Endpoint {
    const server = this.server();
    if (server === undefined) throw notConfigured(this.name);
    return endpointAt(server.baseUrl, '/chat/completions', server.apiKey);
  }
}
