import { EventLoopTurn } from '../../../datasets';
import { HourCount, personalHours, type WeightedHour } from './hour-model';
import { HOURS_OF_WEEK } from './local-hours';

/** Share of the events, the newest, that are held out. */
const HELD_OUT = 0.2;
/** Below this the figures would say nothing. */
const FEWEST_EVENTS = 50;

/** Times that are sorted at once: more would hold up the process. */
const MOST_SORTED = 20_000;

/** Mean log-likelihood of the hours of events held out, of people with earlier ones: nearer to 0 is better. */
export interface HeldOutHours {
  events: number;
  personal: number;
  population: number;
  uniform: number;
}

/** One person's events by time and hour of the week. */
export type TimedHours = readonly (WeightedHour & { atMs: number })[];

/** Whether a person's own hours foretell when they act better than everybody's do; undefined where there are too few events. */
export async function heldOutHours(people: readonly TimedHours[], signal: AbortSignal): Promise<HeldOutHours | undefined> {
  const turn = new EventLoopTurn();
  const cutMs = await cutOf(people, turn);
  const isEarlier = ({ atMs }: { atMs: number }) => atMs < cutMs;
  const count = new HourCount();
  for (const person of people) {
    for (const event of person) if (isEarlier(event)) count.add(event);
    if (turn.isOver) await turn.passWhenOver();
  }
  const everybody = count.shares();
  let [events, personal, population] = [0, 0, 0];
  for (const person of people) {
    const later = person.filter((event) => !isEarlier(event));
    const earlier = person.filter(isEarlier);
    if (later.length === 0 || earlier.length === 0) continue;
    const own = personalHours(earlier, everybody);
    for (const { hour } of later) {
      events += 1;
      personal += Math.log(own[hour]!);
      population += Math.log(everybody[hour]!);
    }
    if (turn.isOver) await turn.passWhenOver();
    signal.throwIfAborted();
  }
  if (events < FEWEST_EVENTS) return undefined;
  return { events, personal: personal / events, population: population / events, uniform: -Math.log(HOURS_OF_WEEK) };
}

/** The time before which events are learnt from: a quantile of every so many of them. */
async function cutOf(people: readonly TimedHours[], turn: EventLoopTurn): Promise<number> {
  const step = Math.ceil(people.reduce((sum, { length }) => sum + length, 0) / MOST_SORTED);
  const times: number[] = [];
  let seen = 0;
  for (const person of people) {
    for (const { atMs } of person) if (seen++ % step === 0) times.push(atMs);
    if (turn.isOver) await turn.passWhenOver();
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * (1 - HELD_OUT))]!;
}
