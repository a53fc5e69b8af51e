export { DATA_TYPE_NAMES, DATA_TYPES, type DataType, type DataTypeBounds, type Days } from './data-type';
export { RetentionPeriods, type ChosenPeriods } from './retention-periods';
export { TenantSetting } from './tenant-setting';
export { TenantsModule } from './tenants.module';
