import { Injectable } from '@nestjs/common';
import { ModelsConfig } from '../../models.config';
import { ChatCompletionsProvider, type ChatServer } from './chat-completions';
import { OPENAI_DIALECT } from './dialect';
import { OPENAI_MODELS } from './models';

const OPENAI_URL = 'https://api.openai.com/v1';

/** OpenAI itself, or a proxy of it behind `OPENAI_BASE_URL`. */
@Injectable()
export class OpenAiProvider extends ChatCompletionsProvider {
  readonly name = 'openai';
  readonly models = OPENAI_MODELS;
  protected readonly dialect = OPENAI_DIALECT;

  constructor(private readonly config: ModelsConfig) {
    super();
  }

  protected server(): ChatServer | undefined {
    const { openaiApiKey: apiKey, openaiBaseUrl: baseUrl = OPENAI_URL } = this.config;
    return apiKey === undefined ? undefined : { apiKey, baseUrl };
  }
}
