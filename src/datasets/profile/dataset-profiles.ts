import { Injectable } from '@nestjs/common';
import type { DatasetColumn } from '../dataset';
import { Datasets } from '../datasets';
import { EventLoopTurn } from '../event-loop-turn';
import type { DatasetRecord } from '../store/dataset-record';
import { DatasetStore } from '../store/dataset.store';
import { ColumnProfiling, type ColumnProfile } from './column-profile';

/** Cells of the columns that are looked at together: what is kept of them stays below 64 MB. */
const CELLS_AT_ONCE = 500_000;
const MAX_COLUMNS_AT_ONCE = 50;
/** The most frequent values that are told of each column, and of each of a table with more than a hundred. */
const TOP = 10;
const TOP_OF_MANY = 3;
const MANY_COLUMNS = 100;

/** What is in datasets: computed when it is first asked for, and kept beside the dataset. */
@Injectable()
export class DatasetProfiles {
  private readonly running = new Map<string, Promise<ColumnProfile[]>>();

  constructor(
    private readonly datasets: Datasets,
    private readonly store: DatasetStore,
  ) {}

  /** The columns of a dataset in their order. @throws MeshError 404 when it goes meanwhile. */
  async of(record: DatasetRecord): Promise<ColumnProfile[]> {
    const kept = await this.store.profile(record);
    if (kept !== undefined) return JSON.parse(kept) as ColumnProfile[];
    const key = `${record.place.tenantId} ${record.datasetId}`;
    const running = this.running.get(key) ?? this.compute(record).finally(() => this.running.delete(key));
    this.running.set(key, running);
    return running;
  }

  private async compute(record: DatasetRecord): Promise<ColumnProfile[]> {
    const dataset = this.datasets.reading(record);
    const together = Math.min(MAX_COLUMNS_AT_ONCE, Math.max(1, Math.floor(CELLS_AT_ONCE / record.rows)));
    const top = record.columns.length > MANY_COLUMNS ? TOP_OF_MANY : TOP;
    const turn = new EventLoopTurn();
    const profiles: ColumnProfile[] = [];
    for (let from = 0; from < dataset.columns.length; from += together) {
      const columns = dataset.columns.slice(from, from + together);
      const profiling = await this.lookedAt(record, columns, turn);
      for (const column of profiling) profiles.push(await column.finish(top, turn));
    }
    await this.store.keepProfile(record, JSON.stringify(profiles));
    return profiles;
  }

  private async lookedAt(record: DatasetRecord, columns: readonly DatasetColumn[], turn: EventLoopTurn): Promise<ColumnProfiling[]> {
    const profiling = columns.map((column) => new ColumnProfiling(column));
    for await (const block of this.datasets.reading(record).blocks(columns.map(({ name }) => name))) {
      for (const [index, { name }] of columns.entries()) {
        profiling[index]?.take(block.columns[name] ?? []);
        await turn.passWhenOver();
      }
    }
    return profiling;
  }
}
