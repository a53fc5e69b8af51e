import { Injectable } from '@nestjs/common';
import { ModelsConfig } from '../../models.config';
import { ChatCompletionsProvider, type ChatServer } from '../openai/chat-completions';
import { COMPATIBLE_DIALECT } from './dialect';
import { COMPATIBLE_MODELS } from './models';

/** Any server that speaks OpenAI's chat completions: Ollama, vLLM, LM Studio, a gateway. */
@Injectable()
export class CompatibleProvider extends ChatCompletionsProvider {
  readonly name = 'compatible';
  readonly models = COMPATIBLE_MODELS;
  protected readonly dialect = COMPATIBLE_DIALECT;

  constructor(private readonly config: ModelsConfig) {
    super();
  }

  protected server(): ChatServer | undefined {
    const { compatibleBaseUrl: baseUrl, compatibleApiKey: apiKey } = this.config;
    return baseUrl === undefined ? undefined : { apiKey, baseUrl };
  }
}
