import type { IncomingHttpHeaders } from 'node:http';
import { Controller, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  abortOnLeaving,
  AnswersWithoutRedis,
  MeshLimits,
  RequireScope,
  sendFrames,
  type Authenticated,
  type Principal,
  type StreamingReply,
} from '../../security';
import { afterFirst } from '../after-first';
import type { GenerateScope } from '../generate';
import { GenerateReader } from '../generate-reader';
import { scopeOf } from '../generate-request';
import { ModelsService } from '../models.service';
import { chatFrames } from './chat-chunks';
import { chatCompletion, meshHeaders } from './chat-completion';
import { ChatErrorFilter } from './chat-error.filter';
import { readChatRequest, type ChatRequest } from './read-chat-request';
import { readMeshHeaders } from './read-mesh-headers';
import { Operation } from '../../openapi';
import { CHAT_ANSWERS, CHAT_REQUEST, OPENAI_ERROR } from './openai.schema';

interface ChatHttpRequest extends Authenticated {
  headers: IncomingHttpHeaders;
  body: unknown;
}

interface ChatReply extends StreamingReply {
  header(name: string, value: string): ChatReply;
  headers(headers: Record<string, string>): ChatReply;
  send(body: string): unknown;
}

/** `POST /v1/chat/completions`, as the stock `openai` client speaks it. Reads and writes JSON itself: no pipe stands in between. */
@ApiTags('openai')
@Controller('v1/chat/completions')
@UseFilters(ChatErrorFilter)
export class ChatController {
  constructor(
    private readonly models: ModelsService,
    private readonly reader: GenerateReader,
    private readonly limits: MeshLimits,
  ) {}

  @Operation('createChatCompletion', 'Asks a model as the API of OpenAI does', {
    says: 'The stock `openai` client works unchanged.',
    takes: CHAT_REQUEST,
    sends: CHAT_ANSWERS,
    example: { model: 'auto', messages: [{ role: 'user', content: 'Say hello to Ada' }] },
    fails: OPENAI_ERROR,
  })
  @Post()
  @HttpCode(200)
  @AnswersWithoutRedis()
  @RequireScope('models:generate')
  async create(@Req() { headers, body, principal }: ChatHttpRequest, @Res() reply: ChatReply): Promise<void> {
    const abort = abortOnLeaving(reply.raw);
    const chat = readChatRequest(body);
    const networkId = readMeshHeaders(headers, chat.request);
    const caller = principal as Principal;
    const scope = scopeOf(caller, { user_id: chat.userId, network_id: networkId });
    await this.reader.assertMayAsk(caller, scope);
    if (chat.stream) return this.limits.whileStreaming(caller, () => this.stream(scope, chat, reply, abort));
    const answer = await this.models.generate(scope, chat.request, abort.signal);
    reply.headers(meshHeaders(answer, chat.ignored)).send(chatCompletion(answer));
  }

  /** What fails before the first content is an ordinary error: until then the client has not even a status. */
  private async stream(scope: GenerateScope, chat: ChatRequest, reply: ChatReply, abort: AbortController): Promise<void> {
    if (chat.ignored.length > 0) reply.header('x-mesh-ignored', chat.ignored.join(', '));
    const events = await afterFirst(this.models.stream(scope, chat.request, abort.signal));
    await sendFrames(reply, chatFrames(events, chat, abort.signal), abort);
  }
}
