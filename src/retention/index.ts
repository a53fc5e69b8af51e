export { ErasureModule } from './erasure/erasure.module';
export { RetentionConfig } from './retention.config';
export { RetentionModule } from './retention.module';
