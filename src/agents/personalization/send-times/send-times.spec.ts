import { seededRandom } from '../../analytics/statistics/random';
import { eventWeight } from './event-kinds';
import { heldOutHours, type TimedHours } from './held-out-hours';
import { bestHour, HourCount, personalHours, type WeightedHour } from './hour-model';
import { nameHour, ZoneClock } from './local-hours';
import { sendingHours } from './sending-hours';

const { signal } = new AbortController();
const at = (text: string) => Date.parse(text);
const always = () => true;
const populationHours = (events: WeightedHour[]) => {
  const count = new HourCount();
  for (const event of events) count.add(event);
  return count.shares();
};

describe('a clock of a time zone', () => {
  const berlin = new ZoneClock('Europe/Berlin');

  it.each([
    ['2026-06-23T07:30:00Z', 'Tuesday', 9],
    ['2026-01-05T22:59:59Z', 'Monday', 23],
    ['2026-01-05T23:00:00Z', 'Tuesday', 0],
    ['2026-03-29T00:59:59Z', 'Sunday', 1],
    ['2026-03-29T01:00:00Z', 'Sunday', 3],
    ['2026-10-25T00:30:00Z', 'Sunday', 2],
    ['2026-10-25T01:30:00Z', 'Sunday', 2],
    ['1969-12-31T23:30:00Z', 'Thursday', 0],
  ])('shows at %s the hour of %s from %i', (instant, weekday, hour) => {
    expect(nameHour(berlin.hourOfWeek(at(instant)))).toEqual({ weekday, hour });
  });

  it('knows zones that are no whole hours away', () => {
    expect(nameHour(new ZoneClock('Asia/Kathmandu').hourOfWeek(at('2026-06-23T03:20:00Z')))).toEqual({ weekday: 'Tuesday', hour: 9 });
    const next = new ZoneClock('Asia/Kathmandu').next(at('2026-06-23T00:00:00Z'), (hour) => hour === 33);
    expect(new Date(next!).toISOString()).toBe('2026-06-23T03:15:00.000Z');
  });

  it('finds the next hour, over a change of the clock too', () => {
    const sundayAt = (hour: number) => (shown: number) => shown === 6 * 24 + hour;
    expect(berlin.next(at('2026-03-27T12:00:00Z'), sundayAt(9))).toBe(at('2026-03-29T07:00:00Z'));
    expect(berlin.next(at('2026-10-23T12:00:00Z'), sundayAt(9))).toBe(at('2026-10-25T08:00:00Z'));
    // The hour from two does not come on the day the clock leaps over it, and comes twice half a year later.
    expect(berlin.next(at('2026-03-27T12:00:00Z'), sundayAt(2))).toBe(at('2026-04-05T00:00:00Z'));
    expect(berlin.next(at('2026-10-23T12:00:00Z'), sundayAt(2))).toBe(at('2026-10-25T00:00:00Z'));
    expect(berlin.next(at('2026-06-23T07:00:00Z'), always)).toBe(at('2026-06-23T08:00:00Z'));
    expect(berlin.next(0, () => false)).toBeUndefined();
  });

  it('is not made for what is no zone', () => {
    expect(() => new ZoneClock('Mars/Base')).toThrow(RangeError);
  });
});

describe('the hours of a person', () => {
  const nines = Array.from({ length: 200 }, () => ({ hour: 33, weight: 1 }));
  const everybody = populationHours(nines);

  it('are those of everybody where nothing is known', () => {
    expect([...personalHours([], everybody)]).toEqual([...everybody].map((share) => expect.closeTo(share, 12) as number));
    expect(everybody.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(bestHour(everybody, always)).toBe(33);
  });

  it('become their own the more is known', () => {
    const evening = (count: number) =>
      personalHours(
        Array.from({ length: count }, () => ({ hour: 60, weight: 1 })),
        everybody,
      );
    expect(bestHour(evening(2), always)).toBe(33);
    expect(bestHour(evening(30), always)).toBe(60);
    expect(bestHour(evening(30), (hour) => hour < 60)).toBe(59);
    expect(bestHour(evening(30), () => false)).toBe(-1);
  });

  it('wrap around the end of the week', () => {
    const shares = populationHours(Array.from({ length: 100 }, () => ({ hour: 0, weight: 1 })));
    expect(shares[167]).toBeGreaterThan(0.1);
    expect(shares[1]).toBe(shares[167]);
  });
});

describe('heldOutHours', () => {
  const random = seededRandom(5);
  const people = (hourOf: (person: number) => number): TimedHours[] =>
    Array.from({ length: 100 }, (_none, person) =>
      Array.from({ length: 10 }, (_nothing, week) => ({ hour: hourOf(person), weight: 1, atMs: week * 604_800_000 + person })),
    );

  it('finds habits where people have them', async () => {
    const found = await heldOutHours(
      people((person) => (person * 17) % 168),
      signal,
    );
    expect(found).toMatchObject({ events: 200, uniform: -Math.log(168) });
    expect(found!.personal).toBeGreaterThan(found!.population + 1);
  });

  it('finds none where there are none', async () => {
    const found = await heldOutHours(
      people(() => (random() < 0.5 ? 9 : Math.floor(random() * 168))),
      signal,
    );
    expect(found!.personal).toBeLessThan(found!.population);
    expect(found!.population).toBeGreaterThan(found!.uniform);
  });

  it('does not judge by a few', async () => {
    expect(await heldOutHours(people(() => 9).slice(0, 10), signal)).toBeUndefined();
    expect(await heldOutHours([], signal)).toBeUndefined();
  });
});

describe('eventWeight', () => {
  it.each([
    ['open', 1],
    ['Email Opened', 1],
    ['click', 3],
    ['Purchase', 5],
    ['order_placed', 5],
    ['sent', 0],
    ['email_delivered', 0],
    ['unsubscribe', 0],
    ['machine_open', 0],
    ['EmailSent', 0],
    ['bottle_presented', 1],
    ['bot open', 0],
    [undefined, 1],
    [7, 1],
  ])('of %p is %i', (event, weight) => {
    expect(eventWeight(event)).toBe(weight);
  });
});

describe('sendingHours', () => {
  const hoursOf = (context: Record<string, unknown>) => sendingHours({ context }).flatMap((allowed, hour) => (allowed ? [hour] : []));

  it('leave nights alone unless told otherwise', () => {
    expect(hoursOf({})).toHaveLength(7 * 13);
    expect(hoursOf({ days: ['tuesday'] })).toEqual(Array.from({ length: 13 }, (_none, hour) => 24 + 8 + hour));
    expect(hoursOf({ days: ['Monday'], quiet_hours: { from: 12, to: 24 } })).toEqual(Array.from({ length: 12 }, (_none, hour) => hour));
    expect(hoursOf({ quiet_hours: { from: 0, to: 0 } })).toHaveLength(168);
  });

  it.each([
    [{ quiet_hours: { from: 0, to: 24 } }, 'context.quiet_hours'],
    [{ quiet_hours: 'night' }, 'context.quiet_hours'],
    [{ quiet_hours: { from: 1.5, to: 3 } }, 'context.quiet_hours'],
    [{ days: [] }, 'context.days'],
    [{ days: ['Someday'] }, 'context.days'],
  ])('%j is refused', (context, field) => {
    expect(() => hoursOf(context)).toThrow(
      expect.objectContaining({ kind: 'invalid', errors: [expect.objectContaining({ field })] }) as Error,
    );
  });
});
