import { STATUS_CODES } from 'node:http';
import { HttpException, Logger } from '@nestjs/common';
import { MeshError } from './mesh-error';
import { problemOf, problemType, type Problem } from './problem';

const logger = new Logger('ProblemFilter');

/**
 * The problem of whatever was thrown. What nobody foresaw is logged here and told as no more than an internal error;
 * `requestId` joins that line, and the problem, with the request's.
 */
export function problemOfFailure(error: unknown, requestId?: string): Problem {
  const problem = problemOfError(error, requestId);
  return requestId === undefined ? problem : { ...problem, request_id: requestId };
}

function problemOfError(error: unknown, requestId: string | undefined): Problem {
  if (error instanceof MeshError) {
    if (error.kind === 'internal') logger.error({ requestId, err: error, code: error.code }, 'request failed');
    return problemOf(error);
  }
  const status = frameworkStatus(error);
  if (status === undefined) {
    logger.error({ requestId, err: error }, 'request failed unexpectedly');
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

const FRAMEWORK_CODES: Record<number, string> = {
  400: 'malformed-request',
  404: 'route-not-found',
  405: 'method-not-allowed',
  413: 'body-too-large',
  414: 'uri-too-long',
  415: 'media-type-not-supported',
  426: 'upgrade-required',
};

/** The 4xx status of an error that Nest or Fastify raised before any code of ours ran; undefined for everything else. */
function frameworkStatus(error: unknown): number | undefined {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
