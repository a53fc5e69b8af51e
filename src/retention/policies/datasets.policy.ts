import { Injectable } from '@nestjs/common';
import { DatasetStore } from '../../datasets';
import type { NetworkPlace } from '../../redis';
import type { Days } from '../../tenants';
import { overBefore, type RetentionPolicy, type SweepRun } from './retention-policy';

/** Datasets, from when they came; by default `MESH_DATASET_TTL_DAYS`. */
@Injectable()
export class DatasetsPolicy implements RetentionPolicy {
  readonly type = 'datasets';
  readonly defaultDays: Days;
  readonly endsByItself = true;

  constructor(private readonly datasets: DatasetStore) {
    this.defaultDays = datasets.defaultDays;
  }

  async sweepNetwork(place: NetworkPlace, days: Days, run: SweepRun): Promise<void> {
    for await (const datasetIds of this.datasets.createdBefore(place, overBefore(days))) {
      await run.pace(datasetIds.length);
      run.removed(run.isDryRun ? datasetIds.length : await this.datasets.remove(place, datasetIds));
    }
  }
}
