import type { GenerateAnswer, GenerateRequest, GenerateScope } from '../generate';

/**
 * Judges what goes to a model and what comes back. Both may change what they are given, or refuse it with a `MeshError` of
 * kind `unsafe`; a refused prompt is sent to nobody, a refused answer is paid for but shown to nobody.
 */
export interface ContentScreen {
  before(scope: GenerateScope, request: GenerateRequest): Promise<GenerateRequest>;
  after(scope: GenerateScope, answer: GenerateAnswer): Promise<GenerateAnswer>;
  /** The next piece of a streamed answer, of which `soFar` was shown already; `after` sees the whole at the end. */
  piece(scope: GenerateScope, text: string, soFar: string): Promise<string>;
}

/** Injects the screens in force, as `readonly ContentScreen[]`, in the order in which they judge. */
export const CONTENT_SCREENS = Symbol('models:content-screens');
