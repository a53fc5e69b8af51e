import type { Params } from 'nestjs-pino';
import { loggedError, loggedText } from './logged';
import type { ObservabilityConfig } from './observability.config';

/** Fields that never reach a log line, wherever they appear one or two levels deep. */
const SECRET_FIELDS = ['authorization', 'api_key', 'apiKey', 'prompt', 'messages', 'content', 'password', 'pepper'];

const REDACTED_PATHS = ['req.headers', ...SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`])];

/** One JSON line per fact: constant message, facts as fields, secrets and prompts removed, and personal data from what errors quote. Requests are logged by `AccessLog`. */
export function loggerParams(config: ObservabilityConfig): Params {
  return {
    forRoutes: [],
    pinoHttp: {
      level: config.logLevel,
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
      serializers: { err: loggedError, reason: loggedText, detail: loggedText },
      autoLogging: false,
    },
  };
}
