import type { FieldFault } from '../../errors';
import { validationFailed } from '../validation/validation-failed';

/** The most that each limit of a body may be, by its field. */
type Most = Readonly<Record<string, number>>;

/**
 * The limits in a body: null for those that are to go. A limit is a whole number; 0 is none.
 * @throws MeshError 422 that names every field that is not known, or not good.
 */
export function readLimits<M extends Most>(body: unknown, most: M): Partial<Record<keyof M, number | null>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw validationFailed([{ field: 'body', message: 'must be an object' }]);
  const faults: FieldFault[] = [];
  for (const [field, value] of Object.entries(body)) {
    const max = Object.hasOwn(most, field) ? most[field] : undefined;
    if (max === undefined) faults.push({ field, message: 'is not a known field' });
    else if (value !== null && !(Number.isSafeInteger(value) && value >= 0 && value <= max)) {
      faults.push({ field, message: `must be a whole number from 0 to ${max}, or null` });
    }
  }
  if (faults.length > 0) throw validationFailed(faults);
  return body;
}
