import { randomBytes } from 'node:crypto';
import { tenantKey } from '../../../redis';
import { RecentMap } from './recent-map';

const MAX_TENANTS = 10_000;
/** Bits in one key: 4 KB. */
const CHUNK = 32_768;

/** A call's number in a series that this process alone counts on. */
export interface CallNumber {
  series: string;
  number: number;
}

/** Numbers calls so that one bit is enough to remember that a call was settled. */
export class CallNumbers {
  private readonly series = new RecentMap<{ name: string; next: number }>(MAX_TENANTS);

  next(tenantId: string): CallNumber {
    let series = this.series.get(tenantId);
    if (series === undefined) {
      series = { name: randomBytes(9).toString('base64url'), next: 0 };
      this.series.set(tenantId, series);
    }
    return { series: series.name, number: series.next++ };
  }
}

/** Where the bit of a call is; the key expires a day after the last call in it was settled. */
export function settledBit(tenantId: string, { series, number }: CallNumber): { key: string; bit: number } {
  return { key: tenantKey(tenantId, 'settled', series, String(Math.floor(number / CHUNK))), bit: number % CHUNK };
}
