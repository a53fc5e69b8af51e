/** Locales whose words stand without spaces; their words of time are looked for in every text. */
export const UNSPACED_LOCALES: readonly string[] = ['ja', 'zh', 'ko'];
/** A year of our time, as a pattern. */
export const YEAR = '(?:19|20)\\d\\d';

/** What a relative time is counted in. */
export type RelativeUnit = 'day' | 'week' | 'month' | 'year';

/** The words of one locale that name a time, as its CLDR data has them. */
export interface TimeNames {
  /** `yesterday`, `next week` → what it is, counted from now. */
  relative: readonly { name: string; unit: RelativeUnit; offset: number }[];
  /** Month names of all grammatical cases → 0–11. */
  months: ReadonlyMap<string, number>;
  weekdays: readonly string[];
}

/** The words of a locale, worked out at their first use within a millisecond. */
export const namesOf = remembered((locale: string): TimeNames => {
  const relativeTime = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const units: readonly RelativeUnit[] = ['day', 'week', 'month', 'year'];
  const relative = units.flatMap((unit) =>
    [-1, 0, 1].map((offset) => ({ name: relativeTime.format(offset, unit).toLowerCase(), unit, offset })),
  );
  const months = new Map<string, number>();
  for (const options of [{ month: 'long' }, { month: 'long', day: 'numeric' }] as const) {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    for (let month = 0; month < 12; month += 1) {
      const name =
        format
          .formatToParts(Date.UTC(2024, month, 15))
          .find(({ type }) => type === 'month')
          ?.value.toLowerCase() ?? '';
      if (/\p{L}/u.test(name) && !/^\p{N}/u.test(name)) months.set(name, month);
    }
  }
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const weekdays = Array.from({ length: 7 }, (_unused, day) => weekday.format(Date.UTC(2024, 0, 1 + day)).toLowerCase());
  return { relative: relative.filter(({ name }) => !/\p{N}/u.test(name)), months, weekdays };
});

/** A pattern that stands for whole words. */
export function asWord(pattern: string): string {
  return `(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`;
}

/** A pattern for one of `words`, the longest first. */
export function alternatives(words: readonly string[]): string {
  const escaped = [...new Set(words)].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return escaped.join('|');
}

/** What was worked out once for each of the few keys. */
export function remembered<Key extends string, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}
