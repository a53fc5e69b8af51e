import { applyDecorators } from '@nestjs/common';
import { JSONSchema } from 'class-validator-jsonschema';
import { ValidateBy } from 'class-validator';

/** RFC 3339, or its date alone; seconds and zone may be left out. */
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** The field is a time that `Date.parse` reads: the other forms of ISO 8601 it does not. */
export function IsTimestamp(): PropertyDecorator {
  return applyDecorators(
    JSONSchema({ type: 'string', examples: ['2026-01-31T09:00:00Z'], description: 'RFC 3339, or its date alone' }),
    ValidateBy({
      name: 'isTimestamp',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' && TIMESTAMP.test(value) && !Number.isNaN(Date.parse(value)) && isOnCalendar(value),
        defaultMessage: () => '$property must be a time such as 2026-01-31T09:00:00Z',
      },
    }),
  );
}

/** Whether its month has the day: `Date.parse` reads 31 February as 3 March. */
function isOnCalendar(timestamp: string): boolean {
  const [year, month, day] = timestamp.slice(0, 10).split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
