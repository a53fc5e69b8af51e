import { EventLoopTurn, type Cell } from '../../../datasets';
import { bestHour, personalHours } from './hour-model';
import type { TimedHours } from './held-out-hours';
import { nameHour, type ZoneClock } from './local-hours';
import type { PeopleActivity } from './people-activity';

/** How a time is chosen for each person. */
export interface SendTimeBasis {
  /** By person: what they did, by the hour of their week. */
  hours: readonly TimedHours[];
  population: Float64Array;
  /** Whether a person's own hours count, or only everybody's. */
  personal: boolean;
  allowed: readonly boolean[];
  afterMs: number;
  /** Counts people by the hour chosen for them. */
  chosen: Int32Array;
  signal: AbortSignal;
}

/** One row for each person: `send_at` (UTC), the local `weekday`, `hour` and `timezone`, and what it stands on. */
export async function* sendTimeRows(
  { personColumn, people }: PeopleActivity,
  { hours, population, personal, allowed, afterMs, chosen, signal }: SendTimeBasis,
): AsyncIterable<Readonly<Record<string, Cell>>> {
  const turn = new EventLoopTurn();
  const instants = new Map<ZoneClock, Map<number, number | undefined>>();
  const isAllowed = (hour: number) => allowed[hour]!;
  for (const [index, { name, clock }] of people.entries()) {
    const own = hours[index]!;
    const isPersonal = personal && own.length > 0;
    const hour = bestHour(isPersonal ? personalHours(own, population) : population, isAllowed);
    chosen[hour]! += 1;
    let known = instants.get(clock);
    if (known === undefined) instants.set(clock, (known = new Map<number, number | undefined>()));
    if (!known.has(hour))
      known.set(
        hour,
        clock.next(afterMs, (shown) => shown === hour),
      );
    const atMs = known.get(hour);
    yield {
      [personColumn]: name,
      send_at: atMs === undefined ? null : new Date(atMs).toISOString(),
      ...nameHour(hour),
      timezone: clock.zone,
      events: own.length,
      basis: isPersonal ? 'personal' : 'population',
    };
    if (turn.isOver) {
      await turn.passWhenOver();
      signal.throwIfAborted();
    }
  }
}
