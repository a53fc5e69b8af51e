import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { HOURS_OF_WEEK, WEEKDAYS } from './local-hours';

/**
 * Which hours of the week may be sent in, by the local clock: not those of `context.quiet_hours` ({ from, to } as hours 0–24, over midnight where
 * `from` is later; from 21 to 8 where nothing is said), and only on `context.days` (names of weekdays).
 * @throws MeshError invalid naming the field, or when no hour is left.
 */
export function sendingHours({ context }: Pick<AgentTask, 'context'>): boolean[] {
  const days = daysOf(context.days);
  const { from, to } = quietHours(context.quiet_hours);
  const isQuiet = (hour: number) => (from <= to ? hour >= from && hour < to : hour >= from || hour < to);
  const allowed = Array.from({ length: HOURS_OF_WEEK }, (_none, hour) => days.has(Math.floor(hour / 24)) && !isQuiet(hour % 24));
  if (!allowed.includes(true)) throw invalidField('context.quiet_hours', 'leave no hour to send in');
  return allowed;
}

function quietHours(given: unknown): { from: number; to: number } {
  if (given === undefined) return { from: 21, to: 8 };
  const { from, to } = (given !== null && typeof given === 'object' ? given : {}) as { from?: unknown; to?: unknown };
  const isHour = (hour: unknown): hour is number => Number.isInteger(hour) && (hour as number) >= 0 && (hour as number) <= 24;
  if (!isHour(from) || !isHour(to))
    throw invalidField('context.quiet_hours', 'must be { "from": hour, "to": hour } with whole hours from 0 to 24');
  return { from, to };
}

function daysOf(given: unknown): ReadonlySet<number> {
  if (given === undefined) return new Set(WEEKDAYS.keys());
  if (!Array.isArray(given) || given.length === 0) throw invalidField('context.days', `must be a list of ${WEEKDAYS.join(', ')}`);
  const days = given.map((day: unknown) =>
    WEEKDAYS.findIndex((name) => typeof day === 'string' && name.toLowerCase() === day.toLowerCase()),
  );
  if (days.includes(-1)) throw invalidField('context.days', `must be a list of ${WEEKDAYS.join(', ')}`);
  return new Set(days);
}
