import type { PeopleActivity } from './people-activity';

const DAY_MS = 86_400_000;

/** How lately people did something, and what. */
export interface Behaviour {
  /** People with an event in so many days before `as_of`. */
  active_last_7_days: number;
  active_last_30_days: number;
  active_last_90_days: number;
  /** Days since the last event of each person, the middle of them; null where there is none. */
  median_days_since_last: number | null;
  events_by_kind: Record<string, number>;
}

/** What people did up to `asOfMs`; events after it do not count. */
export function behaviourOf({ people, kinds }: PeopleActivity, asOfMs: number): Behaviour {
  const ages = people.flatMap(({ events }) => {
    const last = events.reduce((latest, { atMs }) => (atMs <= asOfMs ? Math.max(latest, atMs) : latest), -Infinity);
    return last === -Infinity ? [] : [(asOfMs - last) / DAY_MS];
  });
  ages.sort((a, b) => a - b);
  const within = (days: number) => ages.filter((age) => age <= days).length;
  return {
    active_last_7_days: within(7),
    active_last_30_days: within(30),
    active_last_90_days: within(90),
    median_days_since_last:
      ages.length === 0 ? null : (ages[Math.floor((ages.length - 1) / 2)]! + ages[Math.ceil((ages.length - 1) / 2)]!) / 2,
    events_by_kind: Object.fromEntries(kinds),
  };
}
