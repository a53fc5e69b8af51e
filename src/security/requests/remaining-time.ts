import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { MessageContext } from '../../redis';

/** Injects the milliseconds for which the sender of a message still waits, as far as it says (`timeout_ms`), else as far as is the rule. */
export const RemainingMs = createParamDecorator((_unused: unknown, context: ExecutionContext): number => {
  return context.switchToRpc().getContext<MessageContext>().remainingMs;
});
