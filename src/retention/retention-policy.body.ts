import { MeshError, type FieldFault } from '../errors';
import { validationFailed } from '../security';
import { DATA_TYPE_NAMES, DATA_TYPES, type ChosenPeriods, type DataType, type DataTypeBounds, type Days } from '../tenants';

const FOREVER = 'forever';

/**
 * The periods in a body: for each type that is named days or `"forever"`; null is as if it were not named.
 * @throws MeshError 422 that names every field that is not known or not good; `retention-below-minimum` where the audit log would be kept too short.
 */
export function readPeriods(body: unknown): ChosenPeriods {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw validationFailed([{ field: 'body', message: 'must be an object' }]);
  const faults: FieldFault[] = [];
  const chosen: ChosenPeriods = {};
  for (const [field, value] of Object.entries(body)) {
    if (!Object.hasOwn(DATA_TYPES, field)) {
      faults.push({ field, message: `is no type of data; they are ${DATA_TYPE_NAMES.join(', ')}` });
      continue;
    }
    if (value === null) continue;
    const bounds: DataTypeBounds = DATA_TYPES[field as DataType];
    if (value === FOREVER && bounds.mayBeForever) chosen[field as DataType] = Infinity;
    else if (Number.isInteger(value) && value >= bounds.minimumDays && value <= bounds.maximumDays)
      chosen[field as DataType] = value as Days;
    else faults.push({ field, message: allowed(bounds) });
  }
  const [first] = faults;
  if (first === undefined) return chosen;
  if (faults.length === 1 && isBelowMinimum(body)) {
    throw new MeshError('invalid', 'retention-below-minimum', `audit: ${first.message}`, { errors: faults });
  }
  throw validationFailed(faults);
}

/** Periods as they are answered: days, or `"forever"`. */
export function periodsView(periods: Readonly<Record<DataType, Days>>): Record<DataType, number | typeof FOREVER> {
  const entries = DATA_TYPE_NAMES.map((type) => [type, periods[type] === Infinity ? FOREVER : periods[type]] as const);
  return Object.fromEntries(entries) as Record<DataType, number | typeof FOREVER>;
}

/** The JSON Schema of both. */
export const PERIODS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(DATA_TYPE_NAMES.map((type) => [type, schemaOf(DATA_TYPES[type])] as const)),
};

function isBelowMinimum(body: object): boolean {
  const audit: unknown = 'audit' in body ? body.audit : undefined;
  return typeof audit === 'number' && audit >= 0 && audit < DATA_TYPES.audit.minimumDays;
}

function allowed({ minimumDays, maximumDays, mayBeForever }: DataTypeBounds): string {
  return `must be a whole number of days from ${minimumDays} to ${maximumDays}${mayBeForever ? ', or "forever"' : ''}`;
}

function schemaOf({ minimumDays, maximumDays, mayBeForever }: DataTypeBounds) {
  const days = { type: ['integer', 'null'], minimum: minimumDays, maximum: maximumDays };
  return mayBeForever ? { anyOf: [days, { type: 'string', enum: [FOREVER] }] } : days;
}
