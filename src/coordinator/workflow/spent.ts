import { totalsOf, type GenerateAnswer, type ModelUsage } from '../../models';

/** What models were paid: integer micro-dollars, null as soon as one price is unknown. */
export interface Spent {
  costMicroUsd: number | null;
  usage: ModelUsage;
}

/** The sum over every attempt behind `answers`, the failed ones too; nothing at all for none. */
export function spentOn(answers: GenerateAnswer[]): Spent {
  return totalsOf(answers.flatMap((answer) => answer.attempts));
}
