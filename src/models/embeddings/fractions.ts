import { RecentMap } from '../cost/spending/recent-map';

const MAX_TENANTS = 10_000;

/**
 * Parts of a micro-dollar that tenants owe: a short text costs less than one, and rounding each call would count nothing or many times too
 * much. What a process has not yet counted when it ends is less than one for each tenant.
 */
export class Fractions {
  private readonly owed = new RecentMap<number>(MAX_TENANTS);

  /** Adds what a call cost; the whole micro-dollars that are to be counted now. */
  whole(tenantId: string, microUsd: number): number {
    const owed = (this.owed.get(tenantId) ?? 0) + microUsd;
    const whole = Math.floor(owed + 1e-9);
    this.owed.set(tenantId, Math.max(0, owed - whole));
    return whole;
  }
}
