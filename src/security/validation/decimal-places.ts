import { ValidateBy } from 'class-validator';

/** The field is a number with at most `places` decimal places, also where it is so small or large that it is written with an exponent. */
export function HasDecimalPlaces(places: number): PropertyDecorator {
  return ValidateBy({
    name: 'hasDecimalPlaces',
    validator: {
      validate: (value: unknown) => typeof value === 'number' && Number(value.toFixed(places)) === value,
      defaultMessage: () => `$property must be a number with at most ${places} decimal places`,
    },
  });
}
