import { MeshError } from '../../errors';

/** An answer in the wrong shape. `fault` says what a repair would have to mend; undefined where none would help. */
export class InvalidOutput extends MeshError {
  constructor(
    /** The answer as the model gave it. */
    readonly text: string,
    readonly fault: string | undefined,
  ) {
    super('unavailable', 'invalid-output', 'the model gave no answer in the requested format');
  }
}
