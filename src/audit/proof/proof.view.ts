import type { Proof } from './proof';

/** A verdict as it is answered. */
export function proofView({ valid, checked, checkpoints, fromSequence, toSequence, firstBadSequence, fault, detail }: Proof) {
  return {
    valid,
    checked,
    from_sequence: fromSequence,
    to_sequence: toSequence,
    first_bad_sequence: firstBadSequence ?? null,
    fault: fault ?? null,
    detail,
    checkpoints,
  };
}
