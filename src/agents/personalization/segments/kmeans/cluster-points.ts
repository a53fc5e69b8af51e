import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { MeshError } from '../../../../errors';

/** Clustering takes about a second; what takes this long does not end. */
const TIMEOUT_MS = 60_000;
const MEMORY_MB = 256;

/** Clusters that were found: the centre of each, and how clearly they are apart (mean silhouette, −1 to 1). */
export interface Clusters {
  k: number;
  silhouette: number;
  centroids: number[][];
}

/**
 * Parts points, given row by row, into one of `ks` clusters by k-means in a thread of its own; see `kmeans-worker.mjs`. The same points give the same clusters.
 * Undefined where points do not differ enough. @throws MeshError timeout, or what `signal` was aborted with.
 */
export async function clusterPoints(
  points: Float64Array<ArrayBuffer>,
  dimensions: number,
  ks: readonly number[],
  signal: AbortSignal,
): Promise<Clusters | undefined> {
  signal.throwIfAborted();
  const worker = new Worker(join(__dirname, 'kmeans-worker.mjs'), {
    workerData: { points, dimensions, ks },
    transferList: [points.buffer],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const listening = new AbortController();
  const within = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const found = await new Promise<Clusters | null>((resolve, reject) => {
      worker.on('message', resolve);
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the thread that clusters has ended')));
      const stop = () => reject(signal.aborted ? (signal.reason as Error) : tooSlow());
      within.addEventListener('abort', stop, { signal: listening.signal });
    });
    return found ?? undefined;
  } finally {
    listening.abort();
    void worker.terminate();
  }
}

function tooSlow(): MeshError {
  return new MeshError('timeout', 'clustering-timeout', 'the people took too long to cluster');
}
