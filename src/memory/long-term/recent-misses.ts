/** Names that were asked for in vain a moment ago: asking again is of no use for a while. Bounded: those asked for longest ago go first. */
export class RecentMisses {
  private readonly untils = new Map<string, number>();

  constructor(
    private readonly maxNames: number,
    private readonly holdMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  add(name: string): void {
    this.untils.delete(name);
    this.untils.set(name, this.now() + this.holdMs);
    if (this.untils.size > this.maxNames) this.untils.delete(this.untils.keys().next().value as string);
  }

  has(name: string): boolean {
    const until = this.untils.get(name);
    if (until === undefined) return false;
    if (until > this.now()) return true;
    this.untils.delete(name);
    return false;
  }
}
