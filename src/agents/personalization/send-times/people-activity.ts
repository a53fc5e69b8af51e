import { EventLoopTurn } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { findColumn, needColumn, PERSON_COLUMNS } from '../records/find-column';
import { instantOf } from '../records/instant';
import type { RecordSource } from '../records/record-source';
import { eventWeight } from './event-kinds';
import { ZoneClock } from './local-hours';

/** People of one step, and time zones among them. */
const MOST_PEOPLE = 200_000;
const MOST_ZONES = 600;
/** The newest events of a person that count. */
const MOST_EVENTS_OF_PERSON = 1_000;
const TIME_COLUMNS = ['at', 'time', 'timestamp', 'occurred_at', 'opened_at', 'clicked_at', 'event_at', 'date'];
const EVENT_COLUMNS = ['event', 'event_type', 'type', 'action'];
const ZONE_COLUMNS = ['timezone', 'time_zone', 'tz'];
/** Kinds of events that are counted by name. */
const MOST_KINDS = 50;

/** What one person did that a machine did not. */
export interface Person {
  name: string;
  clock: ZoneClock;
  events: { atMs: number; weight: number }[];
}

/** All that people did. */
export interface PeopleActivity {
  personColumn: string;
  people: readonly Person[];
  /** Records by kind of event; empty where there is no column of them. */
  kinds: ReadonlyMap<string, number>;
  records: number;
  /** Records without a person or a time that can be read, and those of machines. */
  skipped: number;
  automatic: number;
}

/** Reads what people did and when. @throws MeshError invalid naming a column that is missing, a time zone that is none, or too much of something. */
export async function readActivity(task: AgentTask, source: RecordSource): Promise<PeopleActivity> {
  const personColumn = needColumn(task, source, 'customer', ['email', ...PERSON_COLUMNS]);
  const timeColumn = needColumn(task, source, 'at', TIME_COLUMNS);
  const eventColumn = findColumn(task, source, 'event', EVENT_COLUMNS);
  const zoneColumn = findColumn(task, source, 'timezone', ZONE_COLUMNS);
  const clocks = new Clocks(task.context.timezone);
  const people = new Map<string, Person>();
  const kinds = new Map<string, number>();
  let [records, skipped, automatic] = [0, 0, 0];
  for await (const block of source.blocks()) {
    task.signal.throwIfAborted();
    for (const record of block) {
      records += 1;
      const who = nameOf(record[personColumn]);
      const atMs = instantOf(record[timeColumn]);
      if (who === undefined || atMs === undefined) {
        skipped += 1;
        continue;
      }
      const event = eventColumn === undefined ? undefined : record[eventColumn];
      if (typeof event === 'string' && (kinds.has(event) || kinds.size < MOST_KINDS)) kinds.set(event, (kinds.get(event) ?? 0) + 1);
      const zone = zoneColumn === undefined ? undefined : record[zoneColumn];
      const clock = clocks.of(zone, `${source.field}[${records - 1}].${zoneColumn}`);
      let person = people.get(who);
      if (person === undefined) {
        if (people.size >= MOST_PEOPLE) throw invalidField(source.field, `holds more than ${MOST_PEOPLE} people`);
        people.set(who, (person = { name: who, clock, events: [] }));
      }
      const weight = record.machine_opened === true ? 0 : eventWeight(event);
      if (weight === 0) automatic += 1;
      else person.events.push({ atMs, weight });
    }
  }
  const turn = new EventLoopTurn();
  for (const person of people.values()) {
    person.events = newest(person.events);
    if (turn.isOver) await turn.passWhenOver();
  }
  return { personColumn, people: [...people.values()], kinds, records, skipped, automatic };
}

/** One clock for each time zone. */
class Clocks {
  private readonly clocks = new Map<string, ZoneClock>();
  private readonly usual: ZoneClock;

  constructor(zone: unknown) {
    this.usual = this.of(zone ?? 'UTC', 'context.timezone');
  }

  of(zone: unknown, field: string): ZoneClock {
    if (zone === undefined || zone === null || zone === '') return this.usual;
    const known = this.clocks.get(zone as string);
    if (known !== undefined) return known;
    if (this.clocks.size >= MOST_ZONES) throw invalidField(field, `is the time zone number ${MOST_ZONES + 1}: there are not so many`);
    try {
      if (typeof zone !== 'string') throw new RangeError('no text');
      const clock = new ZoneClock(zone);
      this.clocks.set(zone, clock);
      return clock;
    } catch {
      throw invalidField(field, 'must be an IANA time zone, such as Europe/Berlin');
    }
  }
}

function newest(events: Person['events']): Person['events'] {
  return events.sort((a, b) => b.atMs - a.atMs).slice(0, MOST_EVENTS_OF_PERSON);
}

function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
