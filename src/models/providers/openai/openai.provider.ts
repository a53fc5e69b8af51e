import { Injectable } from '@nestjs/common';
import { ModelsConfig } from '../../models.config';
import { ChatCompletionsProvider, type ChatServer } from './chat-completions';
import { OPENAI_MODELS } from './models';

/** OpenAI itself, or a proxy of it behind `OPENAI_BASE_URL`. */
@Injectable()
export class OpenAiProvider extends ChatCompletionsProvider {
  readonly name = 'openai';
  readonly models = OPENAI_MODELS;

  constructor(private readonly config: ModelsConfig) {
    super();
  }

  protected server(): ChatServer | undefined {
    const { openaiApiKey: apiKey, openaiBaseUrl: baseURL } = this.config;
    return apiKey === undefined ? undefined : { apiKey, baseURL };
  }
}
