/** A person as a record names it: `subject`, `personal` and `commit` of `SealedEvent`. */
export interface SealedPerson {
  subject: string;
  personal: string;
  commit: string;
  /** 32 bits that stand for the address in the columns; 0: none. */
  ipHash: number;
}

/** People of all tenants, some 500 bytes each: the users and agents that call within a few minutes. */
const MAX_PEOPLE = 20_000;

/** Remembers people that were sealed, so that the next record of the same costs a look-up. Forgets those used longest ago, and all of a tenant when one of it is shredded. */
export class SealedPeople {
  private readonly people = new Map<string, { person: SealedPerson; version: number }>();
  private readonly versions = new Map<string, number>();

  get(tenantId: string, name: string): SealedPerson | undefined {
    const key = `${tenantId}\n${name}`;
    const found = this.people.get(key);
    if (found === undefined) return undefined;
    this.people.delete(key);
    if (found.version !== this.versionOf(tenantId)) return undefined;
    this.people.set(key, found);
    return found.person;
  }

  /** @param version what `versionOf` said before the key of the person was read */
  keep(tenantId: string, name: string, version: number, person: SealedPerson): void {
    if (version !== this.versionOf(tenantId)) return;
    this.people.set(`${tenantId}\n${name}`, { person, version });
    for (const oldest of this.people.keys()) {
      if (this.people.size <= MAX_PEOPLE) break;
      this.people.delete(oldest);
    }
  }

  /** How often a person of the tenant had been forgotten when this replica last heard of it. */
  versionOf(tenantId: string): number {
    return this.versions.get(tenantId) ?? 0;
  }

  /** Tells it that. */
  learn(tenantId: string, version: number): void {
    this.versions.set(tenantId, version);
  }
}
