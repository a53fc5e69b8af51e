import { ValidateBy, type ValidationOptions } from 'class-validator';
import { findDanger } from '../../text';
import { kindsTreated, REPORTING_POLICY } from './danger-policy';

const REFUSED = kindsTreated(REPORTING_POLICY, 'name', 'reject');

/** What `DangerousInput` knows a field by. */
export const PLAIN = 'isPlain';

/** The field is the name of something: text without markup, code, paths out of where it belongs, control and invisible characters. */
export function Plain(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: PLAIN,
      validator: {
        validate: (value: unknown) => typeof value !== 'string' || refusedIn(value).length === 0,
        defaultMessage: (args) => `$property must be plain text: it holds ${[args?.value].flat().flatMap(refusedIn).join(', ')}`,
      },
    },
    options,
  );
}

function refusedIn(value: unknown): string[] {
  return typeof value === 'string' ? [...new Set(findDanger(value, REFUSED, { inCode: true }).map(({ kind }) => kind))] : [];
}
