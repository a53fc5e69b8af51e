/**
 * What one mail may cost, in characters that are read or written. The longest mail has 65,536, so every one of them may pass a dozen filters;
 * the most expensive work found for as many units takes some tens of milliseconds.
 */
const MOST_UNITS = 1_000_000;
/** A tag, an output or a filter costs as much as so many characters. */
export const STEP_UNITS = 20;
/** An entry of a list costs as much as so many characters: sorting and grouping evaluate each. */
const ENTRY_UNITS = 20;
/** How long one mail may take where units do not tell. A busy machine may take that time from any mail: who meets it is rendered once more. */
const MOST_MS = 250;

/** One rendering takes more work than a mail may. */
export class RenderOverrun extends Error {
  constructor(readonly by: 'units' | 'time') {
    super(`too much work: ${by}`);
  }
}

/** Counts the work of one rendering; it stands where LiquidJS has its limits of memory and of time. */
export class WorkMeter {
  private units = MOST_UNITS;
  private readonly endMs = performance.now() + MOST_MS;

  /** @throws RenderOverrun when there is no work left. */
  use(units: number): void {
    if (!(units > 0)) return;
    this.units -= units;
    if (this.units < 0) throw new RenderOverrun('units');
  }

  /** One step; what a step costs is not always in its units, so the time is looked at as well. @throws RenderOverrun */
  step(): void {
    this.use(STEP_UNITS);
    this.check(performance.now());
  }

  /** @throws RenderOverrun when it is later than this rendering may last. */
  check(nowMs: number): void {
    if (nowMs > this.endMs) throw new RenderOverrun('time');
  }

  /** Charges for whatever a value holds, however deep: a list may hold one and the same list many times over. @throws RenderOverrun */
  weigh(value: unknown): void {
    if (typeof value === 'string') return this.use(value.length);
    if (value === null || typeof value !== 'object') return;
    const open: unknown[] = [value];
    while (open.length > 0) {
      const part = open.pop();
      if (typeof part === 'string') this.use(part.length);
      else if (part !== null && typeof part === 'object') {
        const entries = Array.isArray(part) ? (part as unknown[]) : Object.values(part);
        this.use(ENTRY_UNITS * (entries.length + 1));
        open.push(...inTurns(entries));
      }
    }
  }
}

/** Plain entries cost nothing more, and a call takes only so many arguments. */
function inTurns(entries: readonly unknown[]): unknown[] {
  return entries.filter((entry) => typeof entry === 'string' || (typeof entry === 'object' && entry !== null));
}
