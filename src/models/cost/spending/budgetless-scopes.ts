import { RecentMap } from './recent-map';

const MAX_SCOPES = 10_000;
/** Milliseconds: how long an outage may use what was seen before it. */
const VALID_MS = 10 * 60_000;

/** Who had no budget when Redis was last asked: they may go on while it is away, for a while. */
export class BudgetlessScopes {
  private readonly seenAtMs = new RecentMap<number>(MAX_SCOPES);

  constructor(private readonly nowMs: () => number = Date.now) {}

  /** What the last answer was for these budget names. */
  note(names: readonly string[], anyApplies: boolean): void {
    if (anyApplies) this.seenAtMs.delete(names.join('\n'));
    else this.seenAtMs.set(names.join('\n'), this.nowMs());
  }

  /** Whether the last answer was that none applies, and is not too old. */
  has(names: readonly string[]): boolean {
    return this.nowMs() - (this.seenAtMs.get(names.join('\n')) ?? -Infinity) < VALID_MS;
  }
}
