import { invalidField } from '../../errors';
import type { Cell, ColumnBlock, Dataset, DatasetColumn } from '../dataset';
import { EventLoopTurn } from '../event-loop-turn';
import type { DatasetRecord, StoredColumn } from '../store/dataset-record';
import type { DatasetStore } from '../store/dataset.store';
import { unpackCells } from '../store/packed-cells';
import { cellReader } from './typed-cell';

/** A table in Redis. */
export class StoredDataset implements Dataset {
  constructor(
    private readonly store: DatasetStore,
    private readonly record: DatasetRecord,
  ) {}

  get datasetId(): string {
    return this.record.datasetId;
  }

  get name(): string {
    return this.record.name;
  }

  get rows(): number {
    return this.record.rows;
  }

  get columns(): readonly DatasetColumn[] {
    return this.record.columns.map(({ name, type }) => ({ name, type }));
  }

  async *blocks(columns?: readonly string[]): AsyncGenerator<ColumnBlock> {
    const readers = this.chosen(columns);
    const turn = new EventLoopTurn();
    for (const [index, rows] of this.record.blockRows.entries()) {
      const present = readers.filter(({ column }) => column.firstBlock <= index);
      // A block without any of the columns is all missing values; the first column tells whether the dataset is still there.
      const places = present.length === 0 ? [0] : present.map(({ place }) => place);
      const packed = await this.store.block(this.record, index, places);
      const cells = Object.create(null) as Record<string, Cell[]>;
      for (const { column } of readers) if (column.firstBlock > index) cells[column.name] = new Array<null>(rows).fill(null);
      for (const [at, { column, read }] of present.entries()) {
        const bytes = packed[at] as Buffer;
        const texts = unpackCells(bytes);
        cells[column.name] = column.type === 'text' ? texts : texts.map((text) => (text === null ? null : read(text)));
        await turn.passWhenOver();
      }
      yield { rows, columns: cells };
    }
  }

  /** The columns by name, each with its place and what reads its cells. @throws MeshError 422 for a name that is none. */
  private chosen(names: readonly string[] | undefined): { column: StoredColumn; place: number; read: (text: string) => Cell }[] {
    const all = this.record.columns.map((column, place) => ({ column, place, read: cellReader(column.type) }));
    if (names === undefined) return all;
    const byName = new Map(all.map((entry) => [entry.column.name, entry]));
    return [...new Set(names)].map((name) => {
      const entry = byName.get(name);
      if (entry === undefined) throw invalidField('columns', `the dataset has no column ${JSON.stringify(name.slice(0, 60))}`);
      return entry;
    });
  }
}
