export type { Cell, ColumnBlock, ColumnType, Dataset, DatasetColumn } from './dataset';
export { Datasets } from './datasets';
