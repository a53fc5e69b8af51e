import { EventLoopTurn } from '../../../../datasets';
import type { AgentTask } from '../../../agent';
import type { RecordSource } from '../../records/record-source';
import { rawValue, standardised, onScale, type Feature } from './feature';

/** What is summed of each cluster, and who is in which. */
export interface ClusteredPeople {
  labels: Uint8Array;
  /** By person, from 0 (between two clusters) to 1 (at the centre of theirs): one less the distance to their centre over that to the next. */
  clarity: Float32Array;
  sizes: number[];
  /** Mean of each feature in each cluster: as told, and on the scale of its deviation. */
  rawMeans: number[][];
  scaledMeans: number[][];
}

/** Puts each person into the cluster whose centre is nearest, and sums up each cluster, in one pass over the records. */
export async function clusterPeople(
  task: AgentTask,
  source: RecordSource,
  features: readonly Feature[],
  centroids: readonly number[][],
): Promise<ClusteredPeople> {
  const labels = new Uint8Array(source.records);
  const clarity = new Float32Array(source.records);
  const sizes = centroids.map(() => 0);
  const [rawSums, scaledSums] = [0, 1].map(() => centroids.map(() => features.map(() => 0))) as [number[][], number[][]];
  const turn = new EventLoopTurn();
  let person = 0;
  for await (const block of source.blocks()) {
    task.signal.throwIfAborted();
    for (const record of block) {
      const values = features.map((feature) => rawValue(feature, record));
      const point = values.map((value, at) => standardised(features[at]!, value));
      const distances = centroids.map((centroid) => Math.sqrt(centroid.reduce((sum, centre, at) => sum + (centre - point[at]!) ** 2, 0)));
      const [nearest, next] = distances.toSorted((a, b) => a - b) as [number, number];
      const own = distances.indexOf(nearest);
      labels[person] = own;
      clarity[person] = next > 0 ? 1 - nearest / next : 1;
      sizes[own]! += 1;
      for (let at = 0; at < features.length; at += 1) {
        rawSums[own]![at]! += values[at]!;
        scaledSums[own]![at]! += onScale(features[at]!, values[at]!);
      }
      person += 1;
      if (turn.isOver) await turn.passWhenOver();
    }
  }
  const meansOf = (sums: readonly number[][]) => sums.map((cluster, at) => cluster.map((sum) => (sizes[at] === 0 ? 0 : sum / sizes[at]!)));
  return { labels, clarity, sizes, rawMeans: meansOf(rawSums), scaledMeans: meansOf(scaledSums) };
}
