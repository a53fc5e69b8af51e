// Looks for clusters in a thread of its own: seconds of computing, which no request should wait for.
// Told { points, dimensions, ks } as workerData, points row by row in one Float64Array, it says { k, silhouette, centroids } and ends. Of several ks the one
// of the highest mean silhouette is taken (Rousseeuw, 1987), the smaller of equal ones, passing over those with a cluster too small to be of use; it says
// null when fewer than two different points, or none that can be parted, are there.
import { parentPort, workerData } from 'node:worker_threads';
import { kmeansGenerator } from 'ml-kmeans';

/** Points by which k is chosen: silhouettes take time by the square of them. */
const CHOOSING_POINTS = 2_000;
/** Starts of k-means++; the one with the least squared distances counts. */
const STARTS = 3;
const MOST_ITERATIONS = 60;
const SMALLEST_SHARE = 0.02;

const { points, dimensions, ks } = workerData;
const all = Array.from({ length: points.length / dimensions }, (_none, at) => [...points.subarray(at * dimensions, (at + 1) * dimensions)]);
const some = all.slice(0, CHOOSING_POINTS);

function squaredDistance(one, other) {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += (one[i] - other[i]) ** 2;
  return sum;
}

function fitted(data, k, options) {
  let last;
  for (const result of kmeansGenerator(data, k, { maxIterations: MOST_ITERATIONS, ...options })) last = result;
  return last;
}

function bestStart(k) {
  let best;
  for (let seed = 1; seed <= STARTS; seed += 1) {
    const { centroids, clusters } = fitted(some, k, { seed });
    const error = some.reduce((sum, point, at) => sum + squaredDistance(point, centroids[clusters[at]]), 0);
    if (best === undefined || error < best.error) best = { k, centroids, clusters: [...clusters], error };
  }
  return { ...best, sizes: best.centroids.map((_none, cluster) => best.clusters.filter((one) => one === cluster).length) };
}

/** The mean silhouette of each way to part the points; all distances are computed once and none is kept. */
function silhouettes(fits) {
  const totals = fits.map(() => 0);
  for (const [i, point] of some.entries()) {
    const sums = fits.map(({ k }) => new Float64Array(k));
    for (const [j, other] of some.entries()) {
      if (i === j) continue;
      const distance = Math.sqrt(squaredDistance(point, other));
      for (let fit = 0; fit < fits.length; fit += 1) sums[fit][fits[fit].clusters[j]] += distance;
    }
    for (const [fit, { clusters, sizes }] of fits.entries()) {
      const own = clusters[i];
      if (sizes[own] < 2) continue; // alone in its cluster: 0 by definition
      const within = sums[fit][own] / (sizes[own] - 1);
      const nearest = Math.min(
        ...[...sums[fit]].map((sum, cluster) => (cluster === own || sizes[cluster] === 0 ? Infinity : sum / sizes[cluster])),
      );
      if (Math.max(within, nearest) > 0) totals[fit] += (nearest - within) / Math.max(within, nearest);
    }
  }
  return totals.map((total) => total / some.length);
}

function clusters() {
  const different = new Set(some.map((point) => point.join())).size;
  const possible = ks.filter((k) => k <= different && k < some.length);
  if (possible.length === 0) return null;
  const fits = possible.map(bestStart);
  const scored = silhouettes(fits).map((silhouette, at) => ({ ...fits[at], silhouette }));
  const useful = scored.filter(({ sizes }) => Math.min(...sizes) >= SMALLEST_SHARE * some.length);
  const best = (useful.length > 0 ? useful : scored).reduce((one, other) => (other.silhouette > one.silhouette ? other : one));
  const { centroids } = fitted(all, best.k, { initialization: best.centroids });
  return { k: best.k, silhouette: best.silhouette, centroids };
}

parentPort.postMessage(clusters());
