import type { JsonSchema } from '../../model-provider';
import { numberOf, type Fitting, type Place } from './fitting';

/** How far above its lower bound a number may lie, in steps: small numbers are plausible in most places. */
const SPREAD = 10;

/** A number or whole number within the bounds of `schema`, as near to 1 as they allow. */
export function fitNumber(schema: JsonSchema, whole: boolean, fitting: Fitting, { path }: Place): number {
  const lower = Math.max(numberOf(schema, 'minimum', -Infinity), numberOf(schema, 'exclusiveMinimum', -Infinity));
  const upper = Math.min(numberOf(schema, 'maximum', Infinity), numberOf(schema, 'exclusiveMaximum', Infinity));
  const step = stepOf(schema, whole, upper - lower);
  const start = Number.isFinite(lower) ? lower : Number.isFinite(upper) ? Math.min(1, upper - SPREAD * step) : 1;
  const first = Math.ceil(start / step);
  const allowed: number[] = [];
  for (let count = first; allowed.length < SPREAD && count <= first + SPREAD + 2; count += 1) {
    const value = tidy(count * step);
    if (isAllowed(value, schema)) allowed.push(value);
  }
  return allowed[fitting.choose(path, allowed.length)] ?? tidy(first * step);
}

function stepOf(schema: JsonSchema, whole: boolean, span: number): number {
  const multiple = numberOf(schema, 'multipleOf', 0);
  if (multiple > 0) return whole && !Number.isInteger(multiple) ? wholeMultiple(multiple) : multiple;
  if (whole) return 1;
  return Number.isFinite(span) && span > 0 && span < SPREAD ? 10 ** Math.floor(Math.log10(span / SPREAD)) : 1;
}

/** The smallest whole number that is a multiple of a fraction, such as 3 for 1.5. */
function wholeMultiple(multiple: number): number {
  for (let factor = 1; factor <= 1000; factor += 1) if (Number.isInteger(multiple * factor)) return multiple * factor;
  return multiple;
}

function isAllowed(value: number, schema: JsonSchema): boolean {
  const multiple = numberOf(schema, 'multipleOf', 0);
  return (
    value >= numberOf(schema, 'minimum', -Infinity) &&
    value > numberOf(schema, 'exclusiveMinimum', -Infinity) &&
    value <= numberOf(schema, 'maximum', Infinity) &&
    value < numberOf(schema, 'exclusiveMaximum', Infinity) &&
    (multiple <= 0 || Number.isInteger(value / multiple))
  );
}

/** Without the tail that binary fractions leave: 0.3, not 0.30000000000000004. */
function tidy(value: number): number {
  const rounded = Number(value.toPrecision(12));
  return Object.is(rounded, -0) ? 0 : rounded;
}
