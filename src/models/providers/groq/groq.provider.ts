import { Injectable } from '@nestjs/common';
import { ModelsConfig } from '../../models.config';
import { ChatCompletionsProvider, type ChatServer } from '../openai/chat-completions';
import { GROQ_DIALECT } from './dialect';
import { GROQ_MODELS } from './models';

const GROQ_URL = 'https://api.groq.com/openai/v1';

/** Open models on Groq's hardware: the lowest latency there is. */
@Injectable()
export class GroqProvider extends ChatCompletionsProvider {
  readonly name = 'groq';
  readonly models = GROQ_MODELS;
  protected readonly dialect = GROQ_DIALECT;

  constructor(private readonly config: ModelsConfig) {
    super();
  }

  protected server(): ChatServer | undefined {
    const { groqApiKey: apiKey, groqBaseUrl: baseUrl = GROQ_URL } = this.config;
    return apiKey === undefined ? undefined : { apiKey, baseUrl };
  }
}
