/** What a column holds: whole numbers, numbers, truth values, dates (ISO 8601 text) or text. The narrowest type that fits every cell that is there. */
export type ColumnType = 'integer' | 'number' | 'boolean' | 'date' | 'text';

/** One cell by its column's type; dates are text, null is a missing value. Never NaN or infinite. */
export type Cell = string | number | boolean | null;

/** A column as it was inferred. */
export interface DatasetColumn {
  name: string;
  type: ColumnType;
}

/** Rows that follow each other, column by column: every list has `rows` cells. */
export interface ColumnBlock {
  rows: number;
  columns: Readonly<Record<string, readonly Cell[]>>;
}

/** A stored table of one network; its rows are read in blocks, never all at once. */
export interface Dataset {
  datasetId: string;
  name: string;
  rows: number;
  columns: readonly DatasetColumn[];
  /**
   * The rows in their order, in blocks of at most a few thousand; only the named columns where some are named.
   * @throws MeshError invalid when a name is no column, `dataset-not-found` when it was deleted meanwhile.
   */
  blocks(columns?: readonly string[]): AsyncIterable<ColumnBlock>;
}
