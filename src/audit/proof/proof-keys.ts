import { SigningKey } from './signing-key';

/** The keys of the proofs; none of them lies in Redis. */
export class ProofKeys {
  /** Signs from now on. */
  readonly signing: SigningKey;
  /** Those that signed before a rotation of the pepper, the newest first. */
  readonly previous: readonly SigningKey[];

  /**
   * @param seed 32 bytes of the current pepper, `previousSeeds` of those before it.
   * @param markKeys Keys of the records' marks, the current one first.
   */
  constructor(
    seed: Buffer,
    previousSeeds: readonly Buffer[],
    readonly markKeys: readonly Buffer[],
  ) {
    this.signing = new SigningKey(seed);
    this.previous = previousSeeds.map((previousSeed) => new SigningKey(previousSeed));
  }

  /** Public keys that are known to be ours, base64url, the current one first. */
  get publicKeys(): string[] {
    return [this.signing, ...this.previous].map(({ publicKey }) => publicKey);
  }
}
