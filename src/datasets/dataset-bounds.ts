/** Bytes of an upload's body: 50 MiB. */
export const MAX_BODY_BYTES = 50 * 1_048_576;
/** Rows, columns and cells of one dataset. */
export const MAX_ROWS = 1_000_000;
export const MAX_COLUMNS = 1_000;
export const MAX_CELLS = 20_000_000;
/** UTF-16 units of a cell, and of a whole row as it was sent. */
export const MAX_CELL_LENGTH = 65_536;
export const MAX_ROW_LENGTH = 1_048_576;
/** UTF-16 units of a name, of a dataset or a column. */
export const MAX_NAME_LENGTH = 200;
/** Datasets of one network. */
export const MAX_DATASETS = 100;
/** Faults that a refusal names; the upload is not read further than the last of them. */
export const MAX_FAULTS = 20;
/** Warnings that a dataset keeps. */
export const MAX_WARNINGS = 100;

/** A block ends at so many rows, or UTF-16 units in all its columns, or in one of them: no stored value exceeds 1 MB. */
export const BLOCK_ROWS = 4_096;
export const BLOCK_LENGTH = 1_048_576;
export const BLOCK_COLUMN_LENGTH = 262_144;
