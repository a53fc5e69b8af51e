import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import type { ObservabilityConfig } from './observability.config';

/** Fields that never reach a log line, wherever they appear one or two levels deep. */
const SECRET_FIELDS = ['authorization', 'api_key', 'apiKey', 'prompt', 'messages', 'content', 'password', 'pepper'];

const REDACTED_PATHS = [
  'req.headers',
  'err.config',
  'err.request',
  'err.headers',
  ...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
];

const QUIET_PATHS = /^\/(metrics$|health|api\/mesh\/health)/;

/** One JSON line per request and per fact: constant message, facts as fields, secrets and prompts removed. */
export function loggerParams(config: ObservabilityConfig): Params {
  return {
    forRoutes: ['{*path}'],
    pinoHttp: {
      level: config.logLevel,
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      // Fastify has already given the request its id.
      genReqId: (request) => request.id,
      autoLogging: { ignore: (request) => QUIET_PATHS.test(pathOf(request)) },
      customLogLevel: (_request, response, error) => levelOf(response, error),
      customSuccessMessage: () => 'request finished',
      customErrorMessage: () => 'request failed',
      customAttributeKeys: { responseTime: 'durationMs' },
      // The problem filter has told the cause already; pino-http would add a stack of its own making.
      customErrorObject: (_request, _response, _error, fields: Record<string, unknown>) => ({ ...fields, err: undefined }),
      customProps: (request) => traceOf(request),
      serializers: {
        req: (request: { id: string; method: string; url: string; remoteAddress?: string }) => ({
          id: request.id,
          method: request.method,
          path: request.url.split('?')[0],
          ip: request.remoteAddress,
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    },
  };
}

/** The path alone, since a query may hold a search text; middleware sees `url` cut off at its mount. */
function pathOf(request: IncomingMessage & { originalUrl?: string }): string {
  return (request.originalUrl ?? request.url ?? '').split('?')[0] ?? '';
}

/** The trace a caller's W3C `traceparent` names, so that its logs and ours can be joined. */
function traceOf({ headers }: IncomingMessage): { traceId?: string } {
  const traceId = /^[\da-f]{2}-([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/.exec(String(headers.traceparent ?? ''))?.[1];
  return traceId === undefined ? {} : { traceId };
}

function levelOf(response: ServerResponse, error: Error | undefined): 'info' | 'warn' | 'error' {
  if (response.statusCode === 503) return 'warn'; // who is away has been told once
  if (error !== undefined || response.statusCode >= 500) return 'error';
  return response.statusCode >= 400 ? 'warn' : 'info';
}
