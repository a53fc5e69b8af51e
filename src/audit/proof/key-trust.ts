/** Which public keys (base64url) count as those of the mesh: the known ones, and those that a known one vouches for. */
export class KeyTrust {
  private readonly vouchedFor = new Map<string, Set<string>>();
  /** Key → the first sequence it vouches for. */
  private readonly used = new Map<string, number>();

  constructor(private readonly known: readonly string[]) {}

  /** A statement for record `sequence` bears a good signature of this key. */
  use(key: string, sequence: number): void {
    if (!this.used.has(key)) this.used.set(key, sequence);
  }

  /** Something that `voucher` signed names `other` as a key of the same mesh. */
  vouch(voucher: string, other: string): void {
    const others = this.vouchedFor.get(voucher);
    if (others === undefined) this.vouchedFor.set(voucher, new Set([other]));
    else others.add(other);
  }

  /** The first key in use that no known one vouches for, directly or through others. */
  stranger(): { key: string; sequence: number } | undefined {
    const trusted = new Set(this.known);
    for (const key of trusted) for (const next of this.vouchedFor.get(key) ?? []) trusted.add(next);
    for (const [key, sequence] of this.used) if (!trusted.has(key)) return { key, sequence };
    return undefined;
  }
}
