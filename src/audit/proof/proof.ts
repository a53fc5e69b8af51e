/**
 * What is wrong with a log: records are missing (`gap`), stand elsewhere (`reordered`), came in between (`inserted`), were changed (`altered`)
 * or were chained by somebody without our keys (`forged`); the end is missing (`truncated`); a signed statement says otherwise
 * (`checkpoint-mismatch`) or is not signed by us (`signature`).
 */
export type ProofFault = 'gap' | 'reordered' | 'altered' | 'forged' | 'checkpoint-mismatch' | 'signature' | 'truncated' | 'inserted';

/** What a verification found. */
export interface Proof {
  valid: boolean;
  /** Records that were looked at and found good. */
  checked: number;
  /** Signed checkpoints that were compared with the chain and found good. */
  checkpoints: number;
  /** The records that were to be verified; `toSequence` is less than `fromSequence` for none. */
  fromSequence: number;
  toSequence: number;
  /** Everything before it is as it was written. */
  firstBadSequence?: number;
  fault?: ProofFault;
  /** For people. */
  detail: string;
}
