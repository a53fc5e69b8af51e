import type { ProviderModels } from '../../model-traits';
import type { ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../../model-provider';
import { notConfigured } from '../../provider-error';
import { SDK_OPTIONS } from '../sdk-options';
import { wholeAnswer } from '../whole-answer';
import { chatFailure } from './errors';
import { chatRequest, type Dialect } from './request';
import { chatAnswer } from './response';

/** Where a server is and how to enter it. */
export interface ChatServer {
  apiKey: string;
  /** Ends in `/v1`; undefined is OpenAI itself. */
  baseURL: string | undefined;
}

/** A provider that speaks OpenAI's chat completions through OpenAI's SDK; subclasses say where and in which dialect. */
export abstract class ChatCompletionsProvider implements ModelProvider {
  abstract readonly name: Dialect;
  abstract readonly models: ProviderModels;
  private client?: ReturnType<typeof connect>;

  /** Undefined where this provider is not configured. */
  protected abstract server(): ChatServer | undefined;

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    try {
      const client = await (this.client ??= connect(this.name, this.server()));
      signal.throwIfAborted();
      return chatAnswer(this.name, model, await client.chat.completions.create(chatRequest(this.name, model, request), { signal }));
    } catch (error) {
      throw chatFailure(this.name, error, signal);
    }
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    yield* wholeAnswer(await this.generate(model, request, signal));
  }
}

/** Loads the SDK on the first call: it takes longer to load than the rest of this folder together. */
async function connect(provider: Dialect, server: ChatServer | undefined) {
  if (server === undefined) throw notConfigured(provider);
  const { OpenAI } = await import('openai');
  return new OpenAI({ ...SDK_OPTIONS, ...server });
}
