import { Global, Module } from '@nestjs/common';
import { RetentionPeriods } from './retention-periods';

/** What a tenant has settled for itself. */
@Global()
@Module({ providers: [RetentionPeriods], exports: [RetentionPeriods] })
export class TenantsModule {}
