import { EventLoopTurn } from '../../../datasets';
import { logLikelihoodRatio } from './log-likelihood-ratio';
import type { Purchase } from './purchases';

/** Pairs below this are taken for chance: the 5 % point of χ² with one degree of freedom. */
const SMALLEST_RATIO = 3.84;
/** Customers of both products at least: one reader is no pattern. */
const FEWEST_TOGETHER = 2;
/** Related products kept of each. */
const MOST_RELATED = 50;

/** A product that is bought by the same customers as another, more often than chance has it. */
export interface Related {
  product: number;
  /** The log-likelihood ratio G². */
  ratio: number;
  /** Customers of both. */
  together: number;
}

/** Related products by product, the surest first; baskets without any are no trouble. Pairs bought together less often than chance are left out. */
export async function relatedProducts(
  baskets: readonly (readonly Purchase[])[],
  productCount: number,
  signal: AbortSignal,
): Promise<readonly (readonly Related[])[]> {
  const turn = new EventLoopTurn();
  const customersOf = invert(baskets, productCount);
  const together = new Int32Array(productCount);
  const related: Related[][] = [];
  for (const [first, customers] of customersOf.entries()) {
    const touched: number[] = [];
    for (const customer of customers) {
      for (const { product } of baskets[customer]!) {
        if (product === first) continue;
        if (together[product] === 0) touched.push(product);
        together[product]! += 1;
      }
      if (turn.isOver) await turn.passWhenOver();
    }
    signal.throwIfAborted();
    const found: Related[] = [];
    for (const product of touched) {
      const both = together[product]!;
      together[product] = 0;
      const relation = relationOf(both, customers.length, customersOf[product]!.length, baskets.length);
      if (relation !== undefined) found.push({ product, ratio: relation, together: both });
    }
    found.sort((a, b) => b.ratio - a.ratio || a.product - b.product);
    related.push(found.slice(0, MOST_RELATED));
  }
  return related;
}

function relationOf(both: number, first: number, second: number, all: number): number | undefined {
  // Less often together than chance has it is a relation too, but not one to recommend by.
  if (both < FEWEST_TOGETHER || both * all <= first * second) return undefined;
  const ratio = logLikelihoodRatio(both, first - both, second - both, all - first - second + both);
  return ratio < SMALLEST_RATIO ? undefined : ratio;
}

function invert(baskets: readonly (readonly Purchase[])[], productCount: number): number[][] {
  const customersOf = Array.from({ length: productCount }, (): number[] => []);
  for (const [customer, basket] of baskets.entries()) for (const { product } of basket) customersOf[product]!.push(customer);
  return customersOf;
}
