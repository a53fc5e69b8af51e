import type { MessageHandler } from '@nestjs/microservices';
import type { Observable } from 'rxjs';
import { refused } from './answer';
import type { MessageContext } from './message-context';

/** The second argument of `@MessagePattern` for a handler that returns an Observable whose values are sent as they come, each in a packet of its own. */
export const STREAMS = { streams: true };

/** Whether what a handler yields is sent piece by piece. */
export function streamsOf({ extras }: MessageHandler): boolean {
  return extras?.streams === true;
}

/**
 * Sends what comes of `work`, in order, and then that it is over, or the problem it broke off with, which is what it resolves to. When the time of
 * the message is over the source is left. Never rejects.
 */
export async function sendStream(
  work: Promise<unknown>,
  context: MessageContext,
  publish: (packet: object) => Promise<unknown>,
): Promise<object | undefined> {
  try {
    const source = (await Promise.race([work, context.timeout()])) as Observable<unknown>;
    context.signal.throwIfAborted(); // who subscribes has a model asked
    await new Promise<void>((resolve, reject) => {
      const pieces = source.subscribe({ next: (response) => void publish({ response }), error: reject, complete: resolve });
      const stop = () => {
        pieces.unsubscribe();
        reject(context.signal.reason as Error);
      };
      context.signal.addEventListener('abort', stop, { once: true });
    });
    await publish({ isDisposed: true });
    return undefined;
  } catch (error) {
    const { err } = refused(error, context) as { err: object };
    await publish({ err, isDisposed: true });
    return err;
  }
}
