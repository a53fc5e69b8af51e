import { budgetName } from '../budgets/budget';
import { RecentMap } from './recent-map';

const MAX_TENANTS = 10_000;
const MAX_SCOPES = 10_000;
/** Milliseconds: what a restart or a failover of Redis takes, as for the keys that are let in while it is away. */
const VALID_MS = 60_000;

/** What Redis said of a call: the tenant has no budget at all, it has some but none for this call, or one applies. */
export type BudgetsFound = 'tenant has none' | 'none applies' | 'applies';

/**
 * Who had no budget when Redis was last asked: they may go on while it is away, for a minute. A tenant without any budget is
 * known as a whole, one that has some by the exact names of a call. A budget that is put on this replica is known here at
 * once; of one put on another replica this one learns with its next call that reaches Redis, so that where Redis goes away
 * before that, calls may pass by the new budget for up to 60 seconds. What they cost is added to it when Redis is back.
 */
export class BudgetlessScopes {
  /** By the name of the tenant's budget. */
  private readonly tenants = new RecentMap<number>(MAX_TENANTS);
  /** By all names that might apply, that of the tenant first. */
  private readonly scopes = new RecentMap<number>(MAX_SCOPES);

  constructor(private readonly nowMs: () => number = Date.now) {}

  /** What the last answer was for these budget names, that of the tenant first. */
  note(names: readonly string[], found: BudgetsFound): void {
    const [tenant = ''] = names;
    if (found === 'tenant has none') {
      this.tenants.set(tenant, this.nowMs());
      return;
    }
    this.tenants.delete(tenant);
    if (found === 'applies') this.scopes.delete(keyOf(names));
    else this.scopes.set(keyOf(names), this.nowMs());
  }

  /** Whether the last answer was that none applies, and is not too old. */
  has(names: readonly string[]): boolean {
    const [tenant = ''] = names;
    return this.isRecent(this.tenants.get(tenant)) || this.isRecent(this.scopes.get(keyOf(names)));
  }

  /** Forgets all that was noted of a tenant: it may have got a budget. */
  forget(tenantId: string): void {
    const tenant = budgetName('tenant', tenantId);
    this.tenants.delete(tenant);
    this.scopes.deleteWhere((key) => key.startsWith(`${tenant}\n`));
  }

  private isRecent(seenAtMs = -Infinity): boolean {
    return this.nowMs() - seenAtMs < VALID_MS;
  }
}

function keyOf(names: readonly string[]): string {
  return `${names.join('\n')}\n`;
}
