export { RetentionConfig } from './retention.config';
export { RetentionModule } from './retention.module';
