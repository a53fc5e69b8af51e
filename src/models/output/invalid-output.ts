import { MeshError } from '../../errors';

/** An answer in the wrong shape. `fault` says what a repair would have to mend; undefined where none would help. */
export class InvalidOutput extends MeshError {
  constructor(
    /** The answer as the model gave it. */
    readonly text: string,
    readonly fault: string | undefined,
  ) {
    const why = fault === undefined ? 'its answer was cut at max_tokens' : 'the model gave no answer in the requested format';
    super('unavailable', 'invalid-output', why);
  }
}
