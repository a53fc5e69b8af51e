import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Metadata key of handlers that answer while Redis is away. */
export const ANSWERS_WITHOUT_REDIS = 'access:without-redis';

/**
 * Marks a handler that needs no Redis to be of use: while Redis is away it lets in keys that this process verified in the last
 * 60 seconds, and the bootstrap key. Every other handler answers 503 then. See docs/decisions/2026-11-22-keys-while-redis-is-away.md.
 */
export function AnswersWithoutRedis(): CustomDecorator {
  return SetMetadata(ANSWERS_WITHOUT_REDIS, true);
}
