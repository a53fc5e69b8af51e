import type { ModelUsage } from '../../models';

/** What models were paid: integer micro-dollars, null as soon as one price is unknown. */
export interface Spent {
  costMicroUsd: number | null;
  usage: ModelUsage;
}
