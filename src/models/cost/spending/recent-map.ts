/** A map of at most `limit` entries; the one that was set or found longest ago gives way. */
export class RecentMap<Value> {
  private readonly entries = new Map<string, Value>();

  constructor(private readonly limit: number) {}

  get(key: string): Value | undefined {
    const value = this.entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.limit) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return;
    }
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  /** Looks at every entry. */
  deleteWhere(goes: (key: string) => boolean): void {
    for (const key of this.entries.keys()) if (goes(key)) this.entries.delete(key);
  }
}
