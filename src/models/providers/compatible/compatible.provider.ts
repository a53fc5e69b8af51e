import { Injectable } from '@nestjs/common';
import { ModelsConfig } from '../../models.config';
import { ChatCompletionsProvider, type ChatServer } from '../openai/chat-completions';
import { COMPATIBLE_MODELS } from './models';

/** Sent where a server needs no key, because OpenAI's SDK insists on one. */
const NO_KEY = 'none';

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio, a gateway. */
@Injectable()
export class CompatibleProvider extends ChatCompletionsProvider {
  readonly name = 'compatible';
  readonly models = COMPATIBLE_MODELS;

  constructor(private readonly config: ModelsConfig) {
    super();
  }

  protected server(): ChatServer | undefined {
    const { compatibleBaseUrl: baseURL, compatibleApiKey: apiKey = NO_KEY } = this.config;
    return baseURL === undefined ? undefined : { apiKey, baseURL };
  }
}
