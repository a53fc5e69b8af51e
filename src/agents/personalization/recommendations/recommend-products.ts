import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import type { ConfidenceBound } from '../../confidence';
import { EvidenceBook } from '../../numbers/evidence-book';
import type { PersonalTool, PersonalWork } from '../personal-work';
import { recordSource } from '../records/record-source';
import { allowedProducts } from './catalogue';
import { heldOutCheck, type HeldOutCheck } from './held-out-check';
import { readPurchases, type Purchases } from './purchases';
import { Recommender, type RecommenderData } from './recommender';
import { recommendationRows, type RowCounts } from './recommendation-rows';
import { storeTable } from '../store-table';

/** Recommendations for each customer, and how many of them at most: a dataset has a million rows. */
const COUNT = { usual: 5, most: 20, allRows: 1_000_000 } as const;
/** Products whose relations the output shows, and how many of each; the dataset has all. */
const SHOWN = { products: 20, related: 5, popular: 10 } as const;
/** UTF-16 units of a product's name in the output. */
const LONGEST_NAME = 200;

/**
 * What each customer may like next, from `context.purchases`: products that the same customers buy, by log-likelihood ratio, and what sells well
 * where nothing is known. Output: `products`, `customers`, `pairs`, `related`, `popular`, `hit_rate`, `recommendations_dataset_id` ….
 */
export const recommendProducts: PersonalTool = async (task, { datasets }) => {
  const source = await recordSource(task, datasets, 'purchases', true);
  if (source === undefined)
    throw invalidField('context.purchases', 'is needed: who bought what, as a list of objects or {"dataset_id": "…"}');
  const purchases = await readPurchases(task, source);
  const { customers, products, baskets, newestMs } = purchases;
  const count = Math.min(countOf(task), Math.floor(COUNT.allRows / customers.length));
  const allowed = await allowedProducts(task, datasets, products);
  const excludePurchased = flagOf(task);
  const data: RecommenderData = { baskets, productCount: products.length, newestMs, allowed, excludePurchased };
  const recommender = await Recommender.of(data, task.signal);
  const check = purchases.dated ? await heldOutCheck(data, count, task.signal) : undefined;
  const counts: RowCounts = { rows: 0, cold: 0, none: 0 };
  const rows = recommendationRows(purchases, recommender, { count, counts, signal: task.signal });
  const isAny = allowed.includes(true);
  const table = { name: `Recommendations of ${task.taskId}`, part: 'recommendations', rows };
  const stored = isAny ? await storeTable(task, datasets, table) : undefined;
  return workOf(purchases, recommender, { count, check, counts, datasetId: stored?.datasetId ?? null });
};

interface Outcome {
  count: number;
  check: HeldOutCheck | undefined;
  counts: RowCounts;
  datasetId: string | null;
}

function workOf(purchases: Purchases, { related, popular }: Recommender, { count, check, counts, datasetId }: Outcome): PersonalWork {
  const { customers, products, baskets, records, skipped } = purchases;
  const pairs = related.reduce((sum, list) => sum + list.length, 0);
  const name = (product: number) => products[product]!.slice(0, LONGEST_NAME);
  const bought = new Int32Array(products.length);
  for (const basket of baskets) for (const { product } of basket) bought[product]! += 1;
  const shown = [...related.keys()].filter((product) => related[product]!.length > 0).sort((a, b) => bought[b]! - bought[a]! || a - b);
  const { summary, evidence } = told(purchases, pairs, check);
  return {
    summary,
    output: {
      method: 'log_likelihood_ratio',
      products: products.length,
      customers: customers.length,
      purchases: records - skipped,
      pairs,
      per_customer: count,
      cold_customers: counts.cold,
      hit_rate: check?.hit_rate ?? null,
      baseline_hit_rate: check?.baseline_hit_rate ?? null,
      related: shown.slice(0, SHOWN.products).map((product) => ({
        product: name(product),
        customers: bought[product]!,
        related: related[product]!.slice(0, SHOWN.related).map(({ product: other, ratio, together }) => ({
          product: name(other),
          llr: ratio,
          together,
        })),
      })),
      popular: popular.slice(0, SHOWN.popular).map(name),
      recommendations_dataset_id: datasetId,
    },
    bounds: [boundOf(check)],
    evidence,
    warnings: [
      ...(skipped > 0 ? [`${skipped} of ${records} purchases could not be read: no customer, product or date`] : []),
      ...(pairs === 0 ? ['no two products are bought together more often than chance has it: everybody gets what sells well'] : []),
      ...(counts.none > 0 ? [`for ${counts.none} customers there is nothing left to recommend`] : []),
      ...(datasetId === null ? ['no product of context.products has ever been bought: nothing is recommended'] : []),
    ],
    memories: [{ type: 'fact', content: summary, confidence: boundOf(check).limit, importance: 0.6 }],
  };
}

function told(
  { customers, products }: Purchases,
  pairs: number,
  check: HeldOutCheck | undefined,
): Pick<PersonalWork, 'summary' | 'evidence'> {
  const book = new EvidenceBook();
  book.put('customers', 'customers who have bought something', customers.length);
  book.put('products', 'products that somebody has bought', products.length);
  book.put('pairs', 'products related to another, each way', pairs);
  const found = book.finding(
    (cite) =>
      `Recommendations for ${cite('customers', 'count')} customers among ${cite('products', 'count')} products, by ${cite('pairs', 'count')} relations.`,
  );
  if (check === undefined) return { summary: found.sentence, evidence: book.all() };
  book.put('hit_rate', 'held-out last purchases that were recommended', check.hit_rate);
  book.put('baseline_hit_rate', 'held-out last purchases among the most popular products', check.baseline_hit_rate);
  const held = book.finding(
    (cite) => `They name ${cite('hit_rate', 'percent')} of purchases held out, what is popular ${cite('baseline_hit_rate', 'percent')}.`,
  );
  return { summary: `${found.sentence} ${held.sentence}`, evidence: book.all() };
}

function boundOf(check: HeldOutCheck | undefined): ConfidenceBound {
  if (check === undefined) return { limit: 0.6, reason: 'not checked against later purchases: too few of them, or no dates' };
  return check.hit_rate > check.baseline_hit_rate
    ? { limit: 0.85, reason: 'recommendations foretell purchases better than popularity does' }
    : { limit: 0.5, reason: 'recommendations foretell purchases no better than popularity does' };
}

function countOf({ context }: AgentTask): number {
  const { per_customer: given = COUNT.usual } = context;
  if (Number.isInteger(given) && (given as number) >= 1 && (given as number) <= COUNT.most) return given as number;
  throw invalidField('context.per_customer', `must be a whole number from 1 to ${COUNT.most}`);
}

function flagOf({ context }: AgentTask): boolean {
  const { exclude_purchased: given = true } = context;
  if (typeof given === 'boolean') return given;
  throw invalidField('context.exclude_purchased', 'must be true or false');
}
