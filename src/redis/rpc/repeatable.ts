import type { MessageHandler } from '@nestjs/microservices';

/**
 * The second argument of `@MessagePattern` for what only looks: it is begun before it is known whether this process is the one to answer, which saves
 * a journey to Redis. Two may do it where they do not know of each other yet; one of them answers.
 */
export const REPEATABLE = { repeatable: true };

/** Whether a handler may be called by two processes for one message. */
export function isRepeatable({ extras }: MessageHandler): boolean {
  return extras?.repeatable === true;
}
