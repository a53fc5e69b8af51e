import { STATUS_CODES } from 'node:http';
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';
import { MeshError } from './mesh-error';
import { problemOf, problemType, type Problem } from './problem';

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
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void | Observable<never> {
    if (host.getType() === 'rpc') return throwError(() => this.problem(error));
    const http = host.switchToHttp();
    const request = http.getRequest<{ id?: string; url: string; method: string }>();
    const reply = http.getResponse<Reply>();
    const problem: Problem = { ...this.problem(error), instance: request.url.split('?')[0], request_id: request.id };
    if (reply.sent) return;
    const retryAfter = error instanceof MeshError ? error.retryAfterSeconds : undefined;
    if (problem.status === 429 || problem.status === 503) {
      reply.header('Retry-After', String(Math.ceil(retryAfter ?? DEFAULT_RETRY_AFTER_SECONDS)));
    }
    reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private problem(error: unknown): Problem {
    if (error instanceof MeshError) {
      if (error.kind === 'internal') this.logger.error({ err: error, code: error.code }, 'request failed');
      return problemOf(error);
    }
    const status = frameworkStatus(error);
    if (status === undefined) {
      this.logger.error({ err: error }, 'request failed unexpectedly');
      return problemOf(new MeshError('internal', 'internal-error', 'something went wrong here'));
    }
    const code = FRAMEWORK_CODES[status] ?? 'http-error';
    return {
      type: problemType(code),
      title: STATUS_CODES[status] ?? 'Error',
      status,
      detail: (error as Error).message,
      code,
      retryable: false,
    };
  }
}

const FRAMEWORK_CODES: Record<number, string> = {
  400: 'malformed-request',
  404: 'route-not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'uri-too-long',
  415: 'media-type-not-supported',
};

/** The 4xx status of an error that Nest or Fastify raised before any code of ours ran; undefined for everything else. */
function frameworkStatus(error: unknown): number | undefined {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
