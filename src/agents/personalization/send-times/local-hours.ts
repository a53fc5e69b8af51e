/** Hours of a week, from Monday midnight. */
export const HOURS_OF_WEEK = 168;
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const HOUR_MS = 3_600_000;
/** Offsets are looked up once for each quarter of an hour: no zone changes its clock at another minute. */
const QUARTER_MS = 900_000;
/** Quarters that are remembered, for each zone. */
const MOST_REMEMBERED = 100_000;

/** The clock of one time zone. */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  /** @throws RangeError for a name that is no IANA time zone. */
  constructor(readonly zone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  }

  /** The hour of the week (0–167) that the clock shows. */
  hourOfWeek(atMs: number): number {
    const hours = Math.floor((atMs + this.offsetMs(atMs)) / HOUR_MS);
    // 1970-01-01 was a Thursday.
    return (((hours + 3 * 24) % HOURS_OF_WEEK) + HOURS_OF_WEEK) % HOURS_OF_WEEK;
  }

  /**
   * The first instant (epoch ms, a full hour of the clock) after `afterMs` at which the clock shows an hour of the week that `wanted` holds;
   * undefined where none comes in two weeks. An hour that the clock leaps over is not there, one that it shows twice counts the first time.
   */
  next(afterMs: number, wanted: (hourOfWeek: number) => boolean): number | undefined {
    const quarter = Math.floor(afterMs / QUARTER_MS) * QUARTER_MS;
    for (let at = quarter + QUARTER_MS; at <= quarter + 2 * HOURS_OF_WEEK * HOUR_MS; at += QUARTER_MS) {
      if ((at + this.offsetMs(at)) % HOUR_MS === 0 && wanted(this.hourOfWeek(at))) return at;
    }
    return undefined;
  }

  private offsetMs(atMs: number): number {
    const quarter = Math.floor(atMs / QUARTER_MS);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    const parts = Object.fromEntries(this.format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, Number(value)]));
    const { year, month, day, hour, minute, second } = parts as Record<string, number>;
    const offset = Date.UTC(year!, month! - 1, day, hour, minute, second) - quarter * QUARTER_MS;
    if (this.offsets.size >= MOST_REMEMBERED) this.offsets.clear();
    this.offsets.set(quarter, offset);
    return offset;
  }
}

/** `Tuesday` and `9` of an hour of the week. */
export function nameHour(hourOfWeek: number): { weekday: (typeof WEEKDAYS)[number]; hour: number } {
  return { weekday: WEEKDAYS[Math.floor(hourOfWeek / 24)]!, hour: hourOfWeek % 24 };
}
