import { Injectable } from '@nestjs/common';
import { DATA_TYPES } from '../../tenants';

/** How long a tenant keeps its audit log, as far as the log itself must know: nothing in it is kept for ever. */
@Injectable()
export class AuditPeriod {
  /** Days from the day of a record on. */
  days(_tenantId: string): Promise<number> {
    return Promise.resolve(DATA_TYPES.audit.defaultDays);
  }
}
