export { DATA_TYPES } from './data-type';
