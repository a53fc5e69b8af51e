import { Injectable } from '@nestjs/common';
import { Datasets, DatasetStore, datasetView } from '../../../datasets';
import { countOf, type Person, type PersonalRecord, type PersonEraser } from '../person-eraser';
import { Places } from './places';

/** The datasets that a person uploaded, or that agents made for its tasks, with their rows and profiles. */
@Injectable()
export class PersonDatasetsEraser implements PersonEraser {
  readonly type = 'datasets';

  constructor(
    private readonly places: Places,
    private readonly datasets: Datasets,
    private readonly store: DatasetStore,
  ) {}

  /** Each is followed by its rows, in blocks of a few thousand, column by column. */
  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for await (const { place } of this.places.of(tenantId, signal)) {
      for await (const record of this.datasets.ofPerson(place, userId)) {
        yield { type: 'dataset', ...datasetView(record) };
        for await (const { rows, columns } of this.datasets.reading(record).blocks())
          yield { type: 'dataset_rows', dataset_id: record.datasetId, rows, columns };
      }
    }
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const { place } of this.places.of(tenantId, signal)) {
      for await (const { datasetId } of this.datasets.ofPerson(place, userId)) {
        signal.throwIfAborted();
        erased += await this.store.remove(place, [datasetId]);
      }
    }
    return erased;
  }

  async remaining({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let count = 0;
    for await (const { place } of this.places.of(tenantId, signal)) count += await countOf(this.datasets.ofPerson(place, userId));
    return count;
  }
}
