import { MeshError, type FieldFault } from '../../errors';

const MAX_FAULTS = 100;
const MAX_DETAIL_LENGTH = 1_000;

/** The 422 that names what is wrong, field by field; at most a hundred. */
export function validationFailed(faults: readonly FieldFault[]): MeshError {
  const detail = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new MeshError('invalid', 'validation-failed', detail.slice(0, MAX_DETAIL_LENGTH), { errors: faults.slice(0, MAX_FAULTS) });
}
