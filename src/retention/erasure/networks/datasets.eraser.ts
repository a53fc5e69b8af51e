import { Injectable } from '@nestjs/common';
import { DatasetStore } from '../../../datasets';
import type { NetworkPlace } from '../../../redis';
import type { NetworkEraser } from '../network-eraser';

/** Datasets with their rows and profiles. */
@Injectable()
export class DatasetsEraser implements NetworkEraser {
  readonly type = 'datasets';

  constructor(private readonly datasets: DatasetStore) {}

  async erase(place: NetworkPlace): Promise<number> {
    return this.datasets.remove(place, 'all');
  }

  async remaining(place: NetworkPlace): Promise<number> {
    return (await this.datasets.list(place, { limit: 1 })).data.length;
  }
}
