import { applyDecorators } from '@nestjs/common';
import { JSONSchema } from 'class-validator-jsonschema';
import { ValidateBy } from 'class-validator';

/** Words for how formal a text is, on the scale from 0 to 1. */
const FORMALITIES = { casual: 0, neutral: 0.5, formal: 1 } as const;
export type Formality = number | keyof typeof FORMALITIES;

/** `formality` as a number from 0 (casual) to 1 (formal). */
export function formalityOf(formality: Formality): number {
  return typeof formality === 'number' ? formality : FORMALITIES[formality];
}

/** The field is a number from 0 to 1, or a word for one. */
export function IsFormality(): PropertyDecorator {
  return applyDecorators(
    JSONSchema({
      oneOf: [
        { type: 'number', minimum: 0, maximum: 1 },
        { type: 'string', enum: Object.keys(FORMALITIES) },
      ],
    }),
    ValidateBy({
      name: 'isFormality',
      validator: {
        validate: (value: unknown) =>
          (typeof value === 'number' && value >= 0 && value <= 1) || (typeof value === 'string' && Object.hasOwn(FORMALITIES, value)),
        defaultMessage: () => `$property must be a number from 0 to 1 or one of ${Object.keys(FORMALITIES).join(', ')}`,
      },
    }),
  );
}
