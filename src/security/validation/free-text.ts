import { ValidateBy, type ValidationOptions } from 'class-validator';

/** What `DangerousInput` knows a field by. */
export const FREE_TEXT = 'isFreeText';

/** Marks a field as text that people or models wrote, which is kept as it came: what is dangerous in it is counted, not refused. */
export function FreeText(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: FREE_TEXT, validator: { validate: () => true } }, options);
}
