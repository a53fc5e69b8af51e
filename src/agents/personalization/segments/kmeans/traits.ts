import type { ProfileEntry } from '../grouping';
import { rfmRoleOf } from '../rfm/rfm-columns';
import type { ClusteredPeople } from './cluster-people';
import type { Feature } from './feature';

/** What sets a cluster apart: a feature and by how many standard deviations it differs from everybody. */
export interface Trait {
  feature: Feature;
  difference: number;
  entry: ProfileEntry & { difference: number };
}

/** Features that a profile tells of. */
const MOST_TRAITS = 5;
/** Below a fifth of a standard deviation a difference is small (Cohen, 1988) and sets nobody apart; three are told of anyway. */
const SMALL_DIFFERENCE = 0.2;
const FEWEST_TRAITS = 3;
/** Traits that make up a name. */
const NAMED_TRAITS = 2;

/** The features by which each cluster differs most from everybody, the greatest difference first. */
export function traitsOf(features: readonly Feature[], { sizes, rawMeans, scaledMeans }: ClusteredPeople): Trait[][] {
  const people = sizes.reduce((sum, size) => sum + size, 0);
  const overall = (means: readonly number[][], at: number) =>
    means.reduce((sum, cluster, index) => sum + (cluster[at]! * sizes[index]!) / people, 0);
  return sizes.map((_size, cluster) =>
    features
      .map((feature, at): Trait => {
        const difference = (scaledMeans[cluster]![at]! - overall(scaledMeans, at)) / feature.deviation;
        const level = feature.level === undefined ? {} : { level: feature.level };
        const measure = feature.kind === 'number' ? 'mean' : 'share';
        const entry = {
          column: feature.column,
          ...level,
          measure,
          value: rawMeans[cluster]![at]!,
          overall: overall(rawMeans, at),
          difference,
        } as const;
        return { feature, difference, entry };
      })
      .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
      .filter(({ difference }, rank) => rank < FEWEST_TRAITS || (rank < MOST_TRAITS && Math.abs(difference) >= SMALL_DIFFERENCE)),
  );
}

/** Names of clusters by what sets them apart, such as `high spend, recent`; no two are the same. */
export function clusterNames(traits: readonly Trait[][]): string[] {
  const taken = new Set<string>();
  return traits.map((own) => {
    const clear = own.filter(({ difference }) => Math.abs(difference) >= SMALL_DIFFERENCE);
    // A name grows until it is nobody else's.
    const names = clear.slice(NAMED_TRAITS - 1).map((_trait, at) => wordsOf(clear.slice(0, at + NAMED_TRAITS)));
    const [first = wordsOf(clear) || 'average'] = names;
    let name = names.find((one) => !taken.has(one)) ?? first;
    for (let count = 2; taken.has(name); count += 1) name = `${first} (${count})`;
    taken.add(name);
    return name;
  });
}

function wordsOf(traits: readonly Trait[]): string {
  return traits.map(traitWords).join(', ');
}

function traitWords({ feature: { column, level, kind }, difference }: Trait): string {
  const words = column.replaceAll(/[_\s]+/g, ' ').trim();
  const isMore = difference > 0;
  if (level !== undefined) return isMore ? `${words} ${level}` : `not ${words} ${level}`;
  if (kind === 'flag') return isMore ? `with ${words}` : `without ${words}`;
  if (rfmRoleOf(column) === 'recency') return isMore ? 'long ago' : 'recent';
  return `${isMore ? 'high' : 'low'} ${words}`;
}
