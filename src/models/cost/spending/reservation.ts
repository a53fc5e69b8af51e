import type { CallNumber } from './call-numbers';

/** What is booked for one call. Settle or release it: else it runs out and stays unsettled. */
export interface Reservation {
  readonly call: CallNumber;
  /** Whether a budget applies: then settling it comes before the answer, which without one need not wait. */
  readonly isBooked: boolean;
  /** Micro-dollars booked in each of `budgets`. */
  readonly amountMicroUsd: number;
  /** Whether Redis was away when it was asked to book: then what the call costs counts in `budgets` even where nothing is booked. */
  readonly isUnanswered?: boolean;
  /** Names of the budgets in which it is, or may be, booked. */
  readonly budgets: readonly string[];
}

/** The name under which a call is booked. */
export function leaseOf({ series, number }: CallNumber, amountMicroUsd: number): string {
  return `${series}:${number}:${amountMicroUsd}`;
}
