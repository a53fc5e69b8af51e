export type { Cell, ColumnBlock } from './dataset';
export { MAX_CELL_LENGTH } from './dataset-bounds';
export { datasetView } from './dataset.view';
export { Datasets } from './datasets';
export { DatasetsConfig } from './datasets.config';
export { DatasetsModule } from './datasets.module';
export { DatasetStore } from './store/dataset.store';
export { EventLoopTurn } from './event-loop-turn';
export { CSV_MEDIA_TYPE, takesRows } from './route-options';
