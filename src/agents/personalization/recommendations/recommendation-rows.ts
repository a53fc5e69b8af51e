import { EventLoopTurn, type Cell } from '../../../datasets';
import type { Purchases } from './purchases';
import type { Recommender } from './recommender';

/** What was counted while the rows were made. */
export interface RowCounts {
  rows: number;
  /** Customers of whom nothing was known that speaks for anything: they get what is popular. */
  cold: number;
  /** Customers for whom there is nothing. */
  none: number;
}

/** One row for each recommendation: the customer under the column they came in, `rank` from 1, `product`, `score` and `reason`. */
export async function* recommendationRows(
  { customerColumn, customers, products, baskets }: Purchases,
  recommender: Recommender,
  { count, counts, signal }: { count: number; counts: RowCounts; signal: AbortSignal },
): AsyncIterable<Readonly<Record<string, Cell>>> {
  const turn = new EventLoopTurn();
  for (const [customer, basket] of baskets.entries()) {
    const found = recommender.for(basket, count);
    if (found.length === 0) counts.none += 1;
    else if (found.every(({ because }) => because === undefined)) counts.cold += 1;
    for (const [index, { product, score, because }] of found.entries()) {
      counts.rows += 1;
      yield {
        [customerColumn]: customers[customer]!,
        rank: index + 1,
        product: products[product]!,
        score: because === undefined ? null : score,
        reason: because === undefined ? 'popular' : `often bought with ${products[because]!}`,
      };
    }
    if (turn.isOver) {
      await turn.passWhenOver();
      signal.throwIfAborted();
    }
  }
}
