import { seededRandom } from '../../analytics/statistics/random';
import { Recommender, type RecommenderData } from './recommender';

/** Customers whose last purchase is held out: the hit rate is then known to a percentage point or two. */
const SAMPLE = 2_000;
/** At most this share of them: a product whose buyers all lost it could not be learnt. */
const SHARE = 0.2;
/** Below this the rates would say nothing. */
const FEWEST = 20;
const SEED = 1_993;

/** Shares (0–1) of held-out purchases that were among the recommendations, and among what is popular. */
export interface HeldOutCheck {
  customers: number;
  hit_rate: number;
  baseline_hit_rate: number;
}

/**
 * Takes the last purchase from a sample of customers, recommends from the rest, and counts how often the purchase is among `count`
 * recommendations; undefined where too few customers have bought two things.
 */
export async function heldOutCheck(data: RecommenderData, count: number, signal: AbortSignal): Promise<HeldOutCheck | undefined> {
  const held = sampleOf(data.baskets);
  if (held.length < FEWEST) return undefined;
  const chosen = new Set(held);
  const baskets = data.baskets.map((basket, customer) => (chosen.has(customer) ? basket.slice(1) : basket));
  const everything = { ...data, baskets, excludePurchased: true };
  const recommender = await Recommender.of(everything, signal);
  let [hits, baseline] = [0, 0];
  for (const customer of held) {
    const wanted = data.baskets[customer]![0]!.product;
    const rest = baskets[customer]!;
    if (recommender.for(rest, count).some(({ product }) => product === wanted)) hits += 1;
    if (popularFor(recommender.popular, new Set(rest.map(({ product }) => product)), count).includes(wanted)) baseline += 1;
  }
  return { customers: held.length, hit_rate: hits / held.length, baseline_hit_rate: baseline / held.length };
}

function popularFor(popular: readonly number[], own: ReadonlySet<number>, count: number): number[] {
  const found: number[] = [];
  for (const product of popular) {
    if (found.length === count) break;
    if (!own.has(product)) found.push(product);
  }
  return found;
}

/** A seeded sample of the customers with two purchases or more. */
function sampleOf(baskets: RecommenderData['baskets']): number[] {
  const able = [...baskets.keys()].filter((customer) => baskets[customer]!.length > 1);
  const random = seededRandom(SEED);
  const size = Math.min(SAMPLE, Math.floor(able.length * SHARE));
  for (let at = 0; at < size; at += 1) {
    const other = at + Math.floor(random() * (able.length - at));
    [able[at], able[other]] = [able[other]!, able[at]!];
  }
  return able.slice(0, size);
}
