import { defaultOperators, type FilterImplOptions } from 'liquidjs';
import { dateArguments } from './mail-dates';
import type { MailRendering } from './mail-rendering';

type Handler = Extract<FilterImplOptions, (...args: never[]) => unknown>;
type Operator = (...operands: unknown[]) => unknown;

/** A filter whose work is paid for: what it is given, and the list that it makes. */
export function meteredFilter(name: string, filter: FilterImplOptions): FilterImplOptions {
  const handler: Handler = typeof filter === 'function' ? filter : filter.handler;
  const readsDates = name.startsWith('date');
  return {
    raw: typeof filter !== 'function' && filter.raw,
    handler(value: unknown, ...args: unknown[]): unknown {
      const { meter } = this.context as MailRendering;
      meter.step();
      meter.weigh(value);
      for (const arg of args) meter.weigh(arg);
      const given = readsDates ? dateArguments(name, value, args, meter) : [value, ...args];
      const made: unknown = handler.apply(this, given as Parameters<Handler>);
      if (isIterator(made)) return weighed(made, this.context as MailRendering);
      if (typeof made === 'object') meter.weigh(made);
      return made;
    },
  };
}

/** All operators of conditions, paid for what they compare: lists are compared entry by entry. */
export function meteredOperators(): typeof defaultOperators {
  const metered = (compare: Operator): Operator => {
    return (...operands) => {
      const { meter } = operands.at(-1) as MailRendering;
      meter.step();
      for (const operand of operands.slice(0, -1)) meter.weigh(operand);
      return compare(...operands);
    };
  };
  const all = Object.entries(defaultOperators).map(([name, compare]) => [name, metered(compare as Operator)]);
  return Object.fromEntries(all) as typeof defaultOperators;
}

function* weighed(made: Iterator<unknown>, { meter }: MailRendering): Generator<unknown, unknown, unknown> {
  const value: unknown = yield made;
  if (typeof value === 'object') meter.weigh(value);
  return value;
}

function isIterator(value: unknown): value is Iterator<unknown> {
  return value !== null && typeof value === 'object' && typeof (value as { next?: unknown }).next === 'function';
}
