import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { chatErrorOf } from './chat-error';

/** The part of a Fastify reply that an error needs. */
interface ErrorReply {
  sent: boolean;
  code(status: number): ErrorReply;
  headers(headers: Record<string, string>): ErrorReply;
  send(body: string): unknown;
}

/** Answers failures of guards and handlers under `/v1` as OpenAI does. */
@Catch()
export class ChatErrorFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    answerChatError(error, undefined, host.switchToHttp().getResponse<ErrorReply>());
  }
}

/** The same for what Fastify refuses before Nest has the request: a body that is no JSON, too large or too deep. */
export function answerChatError(error: unknown, _request: unknown, reply: ErrorReply): void {
  if (reply.sent) return;
  const { status, headers, body } = chatErrorOf(error);
  reply
    .code(status)
    .headers({ ...headers, 'content-type': 'application/json; charset=utf-8' })
    .send(JSON.stringify(body));
}
