import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { MeshError } from './mesh-error';
import type { Problem } from './problem';
import { problemOfFailure } from './problem-of-failure';

interface Reply {
  sent: boolean;
  header(name: string, value: string): Reply;
  code(status: number): Reply;
  type(mediaType: string): Reply;
  send(body: string): void;
}

/** Seconds a client waits before it tries again when the failure names no time of its own. */
const DEFAULT_RETRY_AFTER_SECONDS = 1;

/** Answers every failure as a problem: over HTTP as `application/problem+json`, over Redis as the error of the reply. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void | Observable<never> {
    if (host.getType() === 'rpc') return throwError(() => problemOfFailure(error, messageIdOf(host)));
    const http = host.switchToHttp();
    const request = http.getRequest<{ id?: string; url: string; method: string; problemCode?: string }>();
    const reply = http.getResponse<Reply>();
    const problem: Problem = { ...problemOfFailure(error, request.id), instance: request.url.split('?')[0] };
    request.problemCode = problem.code; // the audit tells why
    if (reply.sent) return;
    const retryAfter = error instanceof MeshError ? error.retryAfterSeconds : undefined;
    if (problem.status === 429 || problem.status === 503) {
      reply.header('Retry-After', String(Math.ceil(retryAfter ?? DEFAULT_RETRY_AFTER_SECONDS)));
    }
    reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

/** What the server called the message. */
function messageIdOf(host: ArgumentsHost): string {
  return host.switchToRpc().getContext<{ requestId: string }>().requestId;
}
