import { applyDecorators } from '@nestjs/common';
import { JSONSchema } from 'class-validator-jsonschema';
import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import { parseMicroUsd } from '../../money';
import { BUDGET_PERIODS, ON_EXCEEDED, type BudgetPeriod, type OnExceeded } from '../budget';

/** 10⁹ dollars: sums of such limits still are exact integers of JavaScript and Lua. */
const MAX_LIMIT_MICRO_USD = 1_000_000_000 * 1_000_000;

function IsLimit(): PropertyDecorator {
  const validate = (value: unknown) => (parseMicroUsd(value) ?? Infinity) <= MAX_LIMIT_MICRO_USD;
  const defaultMessage = () => '$property must be dollars from 0 to 1000000000 with at most 6 decimal places, as a number or a string';
  return applyDecorators(
    JSONSchema({ oneOf: [{ type: 'number', minimum: 0 }, { type: 'string' }], description: 'US dollars with at most six places' }),
    ValidateBy({ name: 'isLimit', validator: { validate, defaultMessage } }),
  );
}

/** `PUT /budgets/{scope}/{id}`. */
export class PutBudgetDto {
  /** Dollars: a number, or a decimal string such as `"0.250000"`. */
  @IsLimit()
  limit_usd!: number | string;

  @IsIn(BUDGET_PERIODS, { message: `period must be one of ${BUDGET_PERIODS.join(', ')}` })
  period!: BudgetPeriod;

  /** Default reject. */
  @IsOptional()
  @IsIn(ON_EXCEEDED, { message: `on_exceeded must be one of ${ON_EXCEEDED.join(', ')}` })
  on_exceeded?: OnExceeded;
}
