import type { NetworkPlace } from '../redis';
import type { Cell, Dataset, DatasetColumn } from './dataset';

/** The tables of networks: uploaded ones, and those that agents made. */
export abstract class Datasets {
  /** @throws MeshError not-found `dataset-not-found`. */
  abstract open(place: NetworkPlace, datasetId: string): Promise<Dataset>;

  /**
   * Stores rows that an agent made, as they come; types are inferred as for an upload.
   * @throws MeshError invalid when there are none, or they are too many or too large.
   */
  abstract create(
    place: NetworkPlace,
    name: string,
    rows: AsyncIterable<Readonly<Record<string, Cell>>> | Iterable<Readonly<Record<string, Cell>>>,
  ): Promise<{ datasetId: string; rows: number; columns: readonly DatasetColumn[] }>;
}
