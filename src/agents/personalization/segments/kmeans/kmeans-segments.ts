import { EventLoopTurn } from '../../../../datasets';
import { invalidField } from '../../../../errors';
import type { AgentTask } from '../../../agent';
import type { UsableColumns } from '../../privacy/usable-columns';
import type { PersonRecord, RecordSource } from '../../records/record-source';
import type { Group, Grouping } from '../grouping';
import { idColumnOf, idsOf, ROW_COLUMN } from '../id-column';
import { clusterPeople } from './cluster-people';
import { clusterPoints } from './cluster-points';
import { treatmentOf } from './cluster-treatments';
import { rawValue, standardised, type Feature } from './feature';
import { findFeatures } from './find-features';
import { columnsToCluster, numbersOfClusters } from './kmeans-choices';
import { sampleRecords } from './sample-records';
import { clusterNames, traitsOf, type Trait } from './traits';

/** Mean silhouettes below the first are no structure, above the second a reasonable one (Kaufman and Rousseeuw, 1990). */
const WEAK_SILHOUETTE = 0.25;
const CLEAR_SILHOUETTE = 0.5;

/**
 * Groups people who are alike by all columns that may be used: k-means over a sample, then everybody to the nearest centre.
 * @throws MeshError invalid where no column tells people apart.
 */
export async function groupByKMeans(task: AgentTask, source: RecordSource, privacy: UsableColumns): Promise<Grouping> {
  const ks = numbersOfClusters(task.context);
  const { columns, named } = columnsToCluster(task.context, source, privacy);
  const idColumn = idColumnOf(source, task.context);
  const candidates = named ? columns : columns.filter((column) => column !== idColumn);
  const sample = await sampleRecords(source, task.signal);
  const { features, leftOut } = await findFeatures(sample, candidates, named);
  const columnsUsed = [...new Set(features.map(({ column }) => column))];
  if (columnsUsed.length === 0) {
    throw invalidField(source.field, 'must have a column that tells people apart: numbers that differ, or texts of few different values');
  }
  const clusters = await clusterPoints(await pointsOf(sample, features), features.length, ks, task.signal);
  if (clusters === undefined)
    throw invalidField(source.field, `must hold more people who differ: more than ${ks[0]} to make ${ks[0]} segments`);
  const { k, silhouette, centroids } = clusters;
  const people = await clusterPeople(task, source, features, centroids);
  const traits = traitsOf(features, people);
  const names = clusterNames(traits);
  const isWeak = silhouette < WEAK_SILHOUETTE;
  return {
    method: 'kmeans',
    groups: traits.map((own, cluster) => groupOf(names[cluster]!, own)),
    labels: people.labels,
    scores: { column: 'clarity', values: people.clarity },
    ids: () => idsOf(source, idColumn),
    idColumn: idColumn ?? ROW_COLUMN,
    columnsUsed,
    rationale: `The segments are clusters of people who are alike by ${columnsUsed.length === 1 ? columnsUsed[0] : 'the columns used'}.`,
    bounds: [
      silhouette >= CLEAR_SILHOUETTE
        ? { limit: 0.85, reason: 'the clusters are clearly apart' }
        : {
            limit: isWeak ? 0.5 : 0.7,
            reason: isWeak ? 'the clusters overlap (weak silhouette)' : 'the clusters are apart, with people in between',
          },
    ],
    warnings: [
      ...(isWeak ? ['the clusters overlap: their silhouette is weak, and other segments may serve as well'] : []),
      ...(leftOut.length > 0 ? [`not used, for they do not tell people apart: ${leftOut.join(', ')}`.slice(0, 1_000)] : []),
    ],
    clusters: { k, silhouette },
  };
}

async function pointsOf(sample: readonly PersonRecord[], features: readonly Feature[]): Promise<Float64Array<ArrayBuffer>> {
  const points = new Float64Array(sample.length * features.length);
  const turn = new EventLoopTurn();
  for (const [row, record] of sample.entries()) {
    for (const [at, feature] of features.entries()) points[row * features.length + at] = standardised(feature, rawValue(feature, record));
    if (turn.isOver) await turn.passWhenOver();
  }
  return points;
}

function groupOf(name: string, traits: readonly Trait[]): Group {
  const figures = traits.map(({ entry: { column, level, value } }, at) => {
    const what = level === undefined ? column : `${column} = ${level}`;
    return { name: `trait_${at + 1}`, statement: `${level === undefined ? 'Mean' : 'Share'} of ${what} in the segment ${name}`, value };
  });
  return {
    name,
    audience: `People in the cluster: ${name}`,
    treatment: treatmentOf(traits, name),
    figures,
    profile: traits.map(({ entry }) => entry),
    reason: (cite) => {
      const words = traits.map(({ entry: { column, level, measure }, difference }, at) => {
        const what = level === undefined ? column : `${column} ${level}`;
        return `${difference < 0 ? 'less' : 'more'} ${what} (${cite(`trait_${at + 1}`, measure === 'share' ? 'percent' : 'statistic')})`;
      });
      return `What sets them apart from the rest: ${words.join(', ')}.`;
    },
  };
}
