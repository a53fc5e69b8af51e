export { DATA_TYPES, type DataType, type DataTypeBounds, type Periods } from './data-type';
