import type { Purchase } from './purchases';
import { relatedProducts, type Related } from './related-products';

/** Days in which a purchase loses half of its weight: tastes and seasons change. */
const HALF_LIFE_DAYS = 90;
const DAY_MS = 86_400_000;

/** A product for a customer; `because` is the product of theirs that speaks for it most, undefined where it is merely popular. */
export interface Recommendation {
  product: number;
  score: number;
  because?: number;
}

/** What a recommender is made from: `allowed` says by product whether it may be recommended. */
export interface RecommenderData {
  baskets: readonly (readonly Purchase[])[];
  productCount: number;
  newestMs: number;
  allowed: readonly boolean[];
  excludePurchased: boolean;
}

/** Recommends what goes with what a customer has bought, and what sells well now where that does not suffice. */
export class Recommender {
  /** What sells well now, best first. */
  readonly popular: readonly number[];
  private readonly scores: Float64Array;
  private readonly because: Int32Array;

  private constructor(
    private readonly data: RecommenderData,
    readonly related: readonly (readonly Related[])[],
  ) {
    this.popular = popularProducts(data);
    this.scores = new Float64Array(data.productCount);
    this.because = new Int32Array(data.productCount);
  }

  static async of(data: RecommenderData, signal: AbortSignal): Promise<Recommender> {
    return new Recommender(data, await relatedProducts(data.baskets, data.productCount, signal));
  }

  /** The `count` best for somebody with this basket, the best first; fewer where there are no more products. */
  for(basket: readonly Purchase[], count: number): Recommendation[] {
    const found = this.byRelation(basket);
    found.sort((a, b) => b.score - a.score || a.product - b.product);
    const best = found.slice(0, count);
    if (best.length === count) return best;
    const taken = new Set(best.map(({ product }) => product));
    if (this.data.excludePurchased) for (const { product } of basket) taken.add(product);
    for (const product of this.popular) {
      if (best.length === count) break;
      if (!taken.has(product)) best.push({ product, score: 0 });
    }
    return best;
  }

  private byRelation(basket: readonly Purchase[]): Recommendation[] {
    const { scores, because, data } = this;
    const strongest = new Map<number, number>();
    const touched: number[] = [];
    const own = new Set(data.excludePurchased ? basket.map(({ product }) => product) : []);
    for (const { product: bought, atMs } of basket) {
      const weight = recency(data.newestMs - atMs);
      for (const { product, ratio } of this.related[bought]!) {
        if (own.has(product) || !data.allowed[product]) continue;
        // Mahout's similarity: large ratios differ less than small ones.
        const part = weight * (1 - 1 / (1 + ratio));
        if (scores[product] === 0) touched.push(product);
        scores[product]! += part;
        if (part > (strongest.get(product) ?? 0)) {
          strongest.set(product, part);
          because[product] = bought;
        }
      }
    }
    return touched.map((product) => {
      const score = scores[product]!;
      scores[product] = 0;
      return { product, score, because: because[product]! };
    });
  }
}

function popularProducts({ baskets, productCount, newestMs, allowed }: RecommenderData): number[] {
  const weights = new Float64Array(productCount);
  for (const basket of baskets) for (const { product, atMs } of basket) weights[product]! += recency(newestMs - atMs);
  const sold = [...weights.keys()].filter((product) => weights[product]! > 0 && allowed[product]);
  return sold.sort((a, b) => weights[b]! - weights[a]! || a - b);
}

function recency(ageMs: number): number {
  return 0.5 ** (ageMs / (HALF_LIFE_DAYS * DAY_MS));
}
