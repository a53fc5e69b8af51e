import { instantOf } from '../../records/instant';
import { textOf } from './mail-emitter';
import { STEP_UNITS, type WorkMeter } from './work-meter';

/** Milliseconds from 1970 that a date can have (ECMA-262, 21.4.1.1). */
const LAST_MS = 8.64e15;
/** What LiquidJS writes when no format is named. */
const USUAL_FORMAT = '%A, %B %-e, %Y at %-l:%M %P %z';
/** Names of months and days, and what is no directive: `%%`. */
const NAMES = /%[aAbBh%]/g;
/** A directive up to its letter, and the letters of those that are numbers only. */
const DIRECTIVES = /%[-_0^#:]*\d*[EO]?./gs;
const PLAIN: ReadonlySet<string> = new Set('CdeHIjklLmMNpPqsSuUwWyYztn%');
/** LiquidJS makes a formatter for each directive that tells a name, and for a time zone: some 0.1 ms each. */
const FORMATTER_UNITS = 2_000;

const MONTHS = namesOf('month', (index) => Date.UTC(2024, index, 1), 12);
const DAYS = namesOf('weekday', (index) => Date.UTC(2024, 0, 7 + index), 7); // the 7th was a Sunday

/**
 * The arguments of a filter for dates, so that it costs little and is the same wherever it runs: a time that names no zone is one of UTC, and
 * names of months and days, in English, stand in the format already. What is left to LiquidJS is paid for.
 */
export function dateArguments(name: string, value: unknown, args: readonly unknown[], meter: WorkMeter): unknown[] {
  const time = instantOf(value);
  const at = time !== undefined && Math.abs(time) <= LAST_MS ? new Date(time) : undefined;
  const [format, zone] = args;
  const given = at === undefined ? value : at.toISOString();
  if (name !== 'date') {
    meter.use(3 * FORMATTER_UNITS);
    return [given, ...args];
  }
  if (zone !== undefined) meter.use(2 * FORMATTER_UNITS);
  const written = format === undefined || format === null ? USUAL_FORMAT : textOf(format);
  const named = at === undefined || zone !== undefined ? written : withNames(written, at);
  for (const directive of named.match(DIRECTIVES) ?? []) meter.use(PLAIN.has(directive.at(-1)!) ? STEP_UNITS : FORMATTER_UNITS);
  return [given, named, ...args.slice(1)];
}

function withNames(format: string, at: Date): string {
  const [month, day] = [MONTHS[at.getUTCMonth()]!, DAYS[at.getUTCDay()]!];
  return format.replace(NAMES, (directive) => {
    switch (directive[1]) {
      case 'A':
        return day;
      case 'a':
        return day.slice(0, 3);
      case 'B':
        return month;
      case '%':
        return directive;
      default:
        return month.slice(0, 3);
    }
  });
}

function namesOf(what: 'month' | 'weekday', at: (index: number) => number, count: number): string[] {
  const names = new Intl.DateTimeFormat('en-US', { [what]: 'long', timeZone: 'UTC' });
  return Array.from({ length: count }, (_none, index) => names.format(at(index)));
}
