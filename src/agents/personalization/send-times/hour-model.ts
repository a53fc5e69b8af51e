import { HOURS_OF_WEEK } from './local-hours';

/** Events of weight 1 that the hours of everybody count for beside a person's own. */
const PRIOR_EVENTS = 5;
/** Share of an event that goes to the hour before and after it: who reads at nine may well at eight or ten. */
const NEIGHBOUR_SHARE = 0.2;
/** Events of weight 1, spread evenly over the week, that stand beside those of everybody: no hour is impossible. */
const EVEN_EVENTS = 10;

/** An event by its hour of the week and its weight. */
export interface WeightedHour {
  hour: number;
  weight: number;
}

/** Counts the events of everybody, or of one person beside them. */
export class HourCount {
  /** Begins with `sums`, which it takes over; with an even week where nothing is said. */
  constructor(private readonly sums = new Float64Array(HOURS_OF_WEEK).fill(EVEN_EVENTS / HOURS_OF_WEEK)) {}

  add({ hour, weight }: WeightedHour): void {
    const { sums } = this;
    const [before, after] = [(hour + HOURS_OF_WEEK - 1) % HOURS_OF_WEEK, (hour + 1) % HOURS_OF_WEEK];
    sums[hour]! += weight * (1 - 2 * NEIGHBOUR_SHARE);
    sums[before]! += weight * NEIGHBOUR_SHARE;
    sums[after]! += weight * NEIGHBOUR_SHARE;
  }

  /** Shares of the 168 hours of the week; they sum to 1. */
  shares(): Float64Array {
    const whole = this.sums.reduce((sum, part) => sum + part, 0);
    return this.sums.map((part) => part / whole);
  }
}

/** The shares of one person's hours, drawn towards everybody's the less is known of them (a Dirichlet prior). */
export function personalHours(events: Iterable<WeightedHour>, population: Float64Array): Float64Array {
  const count = new HourCount(population.map((share) => share * PRIOR_EVENTS));
  for (const event of events) count.add(event);
  return count.shares();
}

/** The hour with the largest share among those that are allowed; the earliest of equals. −1 where none is allowed. */
export function bestHour(shares: Float64Array, allowed: (hour: number) => boolean): number {
  let best = -1;
  for (let hour = 0; hour < shares.length; hour += 1) {
    if (allowed(hour) && (best < 0 || shares[hour]! > shares[best]! + 1e-12)) best = hour;
  }
  return best;
}
