/** Which public keys (base64url) count as those of the mesh: the known ones, and those that proved to follow or to precede one of them. */
export class KeyTrust {
  private readonly neighbours = new Map<string, Set<string>>();
  /** Key → the first sequence it vouches for. */
  private readonly used = new Map<string, number>();

  constructor(private readonly known: readonly string[]) {}

  /** A statement for record `sequence` bears a good signature of this key. */
  use(key: string, sequence: number): void {
    if (!this.used.has(key)) this.used.set(key, sequence);
  }

  /** One of the two proved that the other belongs to the same mesh. */
  connect(one: string, other: string): void {
    this.neighboursOf(one).add(other);
    this.neighboursOf(other).add(one);
  }

  /** The first key in use that nothing leads to from a known one. */
  stranger(): { key: string; sequence: number } | undefined {
    const trusted = new Set(this.known);
    for (const key of trusted) for (const next of this.neighbours.get(key) ?? []) trusted.add(next);
    for (const [key, sequence] of this.used) if (!trusted.has(key)) return { key, sequence };
    return undefined;
  }

  private neighboursOf(key: string): Set<string> {
    let found = this.neighbours.get(key);
    if (found === undefined) this.neighbours.set(key, (found = new Set()));
    return found;
  }
}
