import type { ServerResponse } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { MessageContext } from '../../redis';

/** Aborts in the same tick in which the caller's connection closes before its whole answer was written. */
export function abortOnLeaving(raw: ServerResponse): AbortController {
  const abort = new AbortController();
  const leave = () => {
    if (!raw.writableFinished) abort.abort();
  };
  if (raw.destroyed) leave();
  else raw.once('close', leave);
  return abort;
}

/** Injects an `AbortSignal` that aborts when the caller of an HTTP route leaves without its answer, or that of a message stops waiting for it. */
export const CallerSignal = createParamDecorator((_unused: unknown, context: ExecutionContext): AbortSignal => {
  if (context.getType() === 'rpc') return context.switchToRpc().getContext<MessageContext>().signal;
  return abortOnLeaving(context.switchToHttp().getResponse<{ raw: ServerResponse }>().raw).signal;
});
