import type { NetworkPlace } from '../../redis';
import type { DatasetColumn } from '../dataset';

/** Something about a dataset that its owner should know, in a stable code and a sentence. */
export interface DatasetWarning {
  code: 'formula-cells' | 'missing-words' | 'not-all-numbers' | 'empty-column' | 'more-warnings';
  column?: string;
  /** Cells, or warnings that are not told. */
  count?: number;
  message: string;
}

/** A column as it is kept. */
export interface StoredColumn extends DatasetColumn {
  missing: number;
  /** The first block that holds it; in those before, it is missing. */
  firstBlock: number;
}

/** What is said of a table when it is stored. */
export interface DatasetDocument {
  name: string;
  rows: number;
  columns: StoredColumn[];
  /** Rows of each block. */
  blockRows: number[];
  /** Bytes of the compressed blocks. */
  bytes: number;
  warnings: DatasetWarning[];
  /** The user who uploaded it, or for whose task an agent made it; absent in datasets of earlier versions. */
  createdBy?: string;
}

/** A table that is stored. */
export interface DatasetRecord extends DatasetDocument {
  place: NetworkPlace;
  datasetId: string;
  createdAtMs: number;
  expiresAtMs: number;
}
