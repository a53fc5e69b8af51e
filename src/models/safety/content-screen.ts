import type { GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from '../generate';

/**
 * Judges what goes to a model and what comes back. It may change what it is given, or refuse it with a `MeshError` of kind `unsafe`: a refused
 * prompt is sent to nobody, a refused answer is paid for but shown to nobody.
 */
export interface ContentScreen {
  open(scope: GenerateScope, request: GenerateRequest, signal: AbortSignal): Promise<ScreenedCall>;
}

/** One call, from the request as it may be sent to the answer as it may be shown. */
export interface ScreenedCall {
  readonly request: GenerateRequest;
  answer(answer: GenerateAnswer): Promise<GenerateAnswer>;
  /** The same for an answer in pieces; `done` carries the whole of what was shown. */
  events(events: AsyncGenerator<GenerateEvent>): AsyncGenerator<GenerateEvent>;
}

/** Injects the screens in force, as `readonly ContentScreen[]`, in the order in which they judge. */
export const CONTENT_SCREENS = Symbol('models:content-screens');
