export type { Cell, ColumnBlock } from './dataset';
export { Datasets } from './datasets';
export { DatasetsConfig } from './datasets.config';
export { DatasetsModule } from './datasets.module';
export { EventLoopTurn } from './event-loop-turn';
export { CSV_MEDIA_TYPE, takesRows } from './route-options';
