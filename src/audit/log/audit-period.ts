import { Injectable } from '@nestjs/common';

/** As the default of the type of data `audit`. */
const DEFAULT_DAYS = 365;

/** How long a tenant keeps its audit log, as far as the log itself must know: nothing in it is kept for ever. */
@Injectable()
export class AuditPeriod {
  /** Days from the day of a record on. */
  days(_tenantId: string): Promise<number> {
    return Promise.resolve(DEFAULT_DAYS);
  }
}
