import { ValidateBy, type ValidationOptions } from 'class-validator';

/** What `DangerousInput` knows a field by. */
export const PLAIN = 'isPlain';

/** Marks a field as the name of something: markup, code, paths out of where it belongs, control and invisible characters are refused in it. */
export function Plain(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: PLAIN, validator: { validate: () => true } }, options);
}
