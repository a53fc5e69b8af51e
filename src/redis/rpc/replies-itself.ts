import type { MessageHandler } from '@nestjs/microservices';

/**
 * What a handler declares that tells its caller by itself, over a road of its own. It never rejects; what is refused before it is called it hears from
 * the signal of its context.
 */
export const REPLIES_ITSELF = { repliesItself: true };

/** Whether the server need not tell anybody what came of it. */
export function repliesItself({ extras }: MessageHandler): boolean {
  return extras?.repliesItself === true;
}
