import { applyDecorators } from '@nestjs/common';
import { JSONSchema } from 'class-validator-jsonschema';
import { isObject, isString, ValidateBy } from 'class-validator';

const MAX_BYTES = 16 * 1024;

/** The field is a text that says something or a JSON object, of at most 16 KB. */
export function IsTextOrObject(): PropertyDecorator {
  return applyDecorators(
    JSONSchema({ oneOf: [{ type: 'string' }, { type: 'object' }] }),
    ValidateBy({
      name: 'isTextOrObject',
      validator: {
        validate: (value: unknown) =>
          (isString(value) ? /\S/.test(value) : isObject(value)) && Buffer.byteLength(JSON.stringify(value)) <= MAX_BYTES,
        defaultMessage: () => `$property must be a text or an object of at most ${MAX_BYTES} bytes`,
      },
    }),
  );
}
