import { EventLoopTurn } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import type { ConfidenceBound } from '../../confidence';
import { EvidenceBook } from '../../numbers/evidence-book';
import type { PersonalTool } from '../personal-work';
import { instantOf } from '../records/instant';
import { recordSource } from '../records/record-source';
import { behaviourOf } from './behaviour';
import { heldOutHours, type HeldOutHours, type TimedHours } from './held-out-hours';
import { bestHour, HourCount } from './hour-model';
import { HOURS_OF_WEEK, nameHour, WEEKDAYS } from './local-hours';
import { readActivity, type PeopleActivity } from './people-activity';
import { sendingHours } from './sending-hours';
import { sendTimeRows } from './send-time-rows';
import { storeTable } from '../store-table';

/** Days in which an event loses half of its weight. */
const HALF_LIFE_DAYS = 60;
const DAY_MS = 86_400_000;
/** Hours that the output names, those of most people first. */
const HOURS_SHOWN = 10;

/**
 * When each person is likeliest to read, from `context.activity`: hours of the week by their own clock, drawn towards everybody's where little is
 * known. Output: `best`, `population` (7 days × 24 hours), `held_out`, `behaviour`, `send_times_dataset_id` ….
 */
export const chooseSendTimes: PersonalTool = async (task, { datasets }) => {
  const source = await recordSource(task, datasets, 'activity', true);
  if (source === undefined)
    throw invalidField('context.activity', 'is needed: who did what when, as a list of objects or {"dataset_id": "…"}');
  const asOfMs = asOf(task);
  const allowed = sendingHours(task);
  const activity = await readActivity(task, source);
  if (activity.people.length === 0) throw invalidField(source.field, 'holds no event of a person at a time that can be read');
  const { hours, population } = await weekHours(activity, asOfMs, task.signal);
  const heldOut = await heldOutHours(hours, task.signal);
  const personal = heldOut === undefined || heldOut.personal > heldOut.population;
  const chosen = new Int32Array(HOURS_OF_WEEK);
  const rows = sendTimeRows(activity, { hours, population, personal, allowed, afterMs: asOfMs, chosen, signal: task.signal });
  const stored = await storeTable(task, datasets, { name: `Send times of ${task.taskId}`, part: 'send times', rows });
  const best = bestHour(population, (hour) => allowed[hour]!);
  const { summary, evidence } = told(activity, best, personal && heldOut !== undefined);
  const busiest = [...chosen.keys()].filter((hour) => chosen[hour]! > 0).sort((a, b) => chosen[b]! - chosen[a]! || a - b);
  return {
    summary,
    output: {
      people: activity.people.length,
      with_history: hours.filter(({ length }) => length > 0).length,
      events: hours.reduce((sum, { length }) => sum + length, 0),
      best: { ...nameHour(best), share: population[best]! },
      basis: personal ? 'personal' : 'population',
      population: Object.fromEntries(WEEKDAYS.map((day, index) => [day, [...population.slice(index * 24, index * 24 + 24)]])),
      held_out: heldOut ?? null,
      next_send: busiest.slice(0, HOURS_SHOWN).map((hour) => ({ ...nameHour(hour), people: chosen[hour]! })),
      behaviour: behaviourOf(activity, asOfMs),
      as_of: new Date(asOfMs).toISOString(),
      send_times_dataset_id: stored.datasetId,
    },
    bounds: [boundOf(heldOut)],
    evidence,
    warnings: warningsOf(activity, heldOut),
    memories: [{ type: 'fact', content: summary, confidence: boundOf(heldOut).limit, importance: 0.6 }],
  };
};

/** By person, their events up to `asOfMs` by the hour of their week, of which old ones weigh less; and the shares of everybody's hours. */
async function weekHours(
  { people }: PeopleActivity,
  asOfMs: number,
  signal: AbortSignal,
): Promise<{ hours: TimedHours[]; population: Float64Array }> {
  const turn = new EventLoopTurn();
  const count = new HourCount();
  const hours: TimedHours[] = [];
  for (const { clock, events } of people) {
    const past = events.filter(({ atMs }) => atMs <= asOfMs);
    const decay = (atMs: number) => 0.5 ** ((asOfMs - atMs) / (HALF_LIFE_DAYS * DAY_MS));
    const own = past.map(({ atMs, weight }) => ({ atMs, hour: clock.hourOfWeek(atMs), weight: weight * decay(atMs) }));
    for (const event of own) count.add(event);
    hours.push(own);
    if (turn.isOver) await turn.passWhenOver();
    signal.throwIfAborted();
  }
  return { hours, population: count.shares() };
}

function told({ people }: PeopleActivity, best: number, beats: boolean) {
  const book = new EvidenceBook();
  const { weekday, hour } = nameHour(best);
  book.put('people', 'people whose activity was given', people.length);
  book.put('best_hour', `the hour of ${weekday} at which most happens, by local clocks`, hour);
  const { sentence } = book.finding(
    (cite) => `Times for ${cite('people', 'count')} people; most of them act on ${weekday} in the hour from ${cite('best_hour', 'count')}.`,
  );
  return { summary: beats ? `${sentence} Their own hours foretell better than everybody's.` : sentence, evidence: book.all() };
}

function boundOf(heldOut: HeldOutHours | undefined): ConfidenceBound {
  if (heldOut === undefined) return { limit: 0.5, reason: 'too few events to check the times against later ones' };
  return heldOut.personal > heldOut.population
    ? { limit: 0.85, reason: 'the hours of each person foretell later events better than those of everybody' }
    : { limit: 0.6, reason: 'nobody has hours of their own: the times are those of everybody' };
}

function warningsOf({ records, skipped, automatic }: PeopleActivity, heldOut: HeldOutHours | undefined): string[] {
  return [
    ...(skipped > 0 ? [`${skipped} of ${records} events could not be read: no person, or no time`] : []),
    ...(automatic > 0 ? [`${automatic} of ${records} events were not counted: machines did them, or nobody reacted`] : []),
    ...(heldOut !== undefined && heldOut.personal <= heldOut.population
      ? ['the hours of single people did not foretell later events: everybody gets the common hour']
      : []),
  ];
}

function asOf({ context }: AgentTask): number {
  const { as_of: given } = context;
  if (given === undefined) return Date.now();
  const atMs = instantOf(given);
  if (atMs === undefined) throw invalidField('context.as_of', 'must be a time such as 2026-06-24T12:00:00Z');
  return atMs;
}
