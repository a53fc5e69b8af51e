import { isObservable, lastValueFrom } from 'rxjs';
import { MeshError, problemOfFailure } from '../../errors';
import type { MessageContext } from './message-context';

/** What a message is answered with: what its handler returned, or a problem. */
export type Answer = { response?: unknown } | { err: object };

/** Seconds after which it is worth sending again what there was no place for. */
const RETRY_SECONDS = 1;

/** What came of `work`, as soon as it ends or nobody waits for it any more. Never rejects. */
export async function answerOf(work: Promise<unknown>, context: MessageContext): Promise<Answer> {
  try {
    const result = await Promise.race([work, context.timeout()]);
    return { response: isObservable(result) ? await lastValueFrom(result, { defaultValue: undefined }) : result };
  } catch (error) {
    return refused(error, context);
  }
}

/** The answer that tells of a failure; what the filter of the app made a problem of is one already. */
export function refused(error: unknown, { requestId }: MessageContext): Answer {
  const isProblem = typeof error === 'object' && error !== null && !(error instanceof Error);
  return { err: isProblem ? error : problemOfFailure(error, requestId) };
}

/** The packet of an answer, as a stock `ClientProxy` reads it. */
export function written(id: string, answer: Answer, context: MessageContext): string {
  try {
    return JSON.stringify({ ...answer, isDisposed: true, id });
  } catch (error) {
    return JSON.stringify({ ...refused(error, context), isDisposed: true, id });
  }
}

/** The 413 of a packet that nobody reads. */
export function tooLarge(): MeshError {
  return new MeshError('too-large', 'message-too-large', 'this message is too large; send what is so large over REST');
}

/** The 503 of a message that no place is left for. */
export function tooMany(): MeshError {
  const detail = 'too many messages are being answered';
  return new MeshError('unavailable', 'too-many-messages', detail, { retryAfterSeconds: RETRY_SECONDS });
}
