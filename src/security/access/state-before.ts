import { hash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Tells the audit how a resource was before it is changed, as its route would show it; called at most once. */
export type StateBefore = (view: object) => void;

/** Where the digest of that waits for the event: SHA-256, hex, of the view as it would be answered. */
export interface DigestedState {
  digestBefore?: string;
}

/** Injects a `StateBefore` into a handler that changes or removes something. */
export const NoteStateBefore = createParamDecorator((_unused: unknown, context: ExecutionContext): StateBefore => {
  const request = context.switchToHttp().getRequest<DigestedState>();
  return (view) => {
    request.digestBefore = hash('sha256', JSON.stringify(view), 'hex');
  };
});
