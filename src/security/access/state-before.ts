import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Tells the audit how a resource was before it is changed, as its route would show it; called at most once. */
export type StateBefore = (view: object) => void;

/** Where that waits for the event. */
export interface StateHolder {
  /** JSON, as it would be answered. */
  stateBefore?: string;
}

/** Injects a `StateBefore` into a handler that changes or removes something. */
export const NoteStateBefore = createParamDecorator((_unused: unknown, context: ExecutionContext): StateBefore => {
  const request = context.switchToHttp().getRequest<StateHolder>();
  return (view) => {
    request.stateBefore = JSON.stringify(view);
  };
});
