import { randomUUID } from 'node:crypto';
import { MeshError } from '../../errors';
import { loadLua, slotKey, tenantSlot, type RedisClient } from '../../redis';
import type { Counted } from './key-rates';
import { streamRefused } from './refusals';
import { limitsKey, type TenantLimits } from './tenant-limits';

const HOLD = loadLua(__dirname, 'hold-stream.lua');
const RENEW = loadLua(__dirname, 'renew-streams.lua');

/** Milliseconds that a stream counts without being renewed: two renewals may fail. */
const LEASE_MS = 30_000;
const RENEW_EVERY_MS = 10_000;
/** Leases that one call renews: nobody else is served while a script runs. */
const RENEWED_AT_ONCE = 500;

/** A stream that counts until it is released. */
export interface StreamLease {
  /** To be called once the stream has ended; calling it again does nothing. */
  release(): void;
}

const UNCOUNTED: StreamLease = { release: () => undefined };

/** The open streams of this process among those of all replicas. Where a tenant has no limit they are not counted at all. */
export class StreamLeases {
  /** By tenant: the leases in each of its sorted sets. */
  private readonly held = new Map<string, Map<string, Set<string>>>();
  private timer?: NodeJS.Timeout;
  private isRenewing = false;

  constructor(
    private readonly redis: RedisClient,
    private readonly limits: TenantLimits,
  ) {}

  /** @throws MeshError 429 `streams-limited`. While Redis is away streams are not counted. */
  async hold({ tenantId, keyId }: Counted): Promise<StreamLease> {
    const lease = randomUUID();
    const slot = tenantSlot(tenantId);
    const keys = [slotKey(slot, 'streams', 'tenant', tenantId), slotKey(slot, 'streams', keyId)];
    const args = [lease, LEASE_MS, this.limits.defaults.concurrent_streams ?? 0];
    const reply = (await this.redis.evaluate(HOLD, [limitsKey(tenantId), ...keys], args).catch((error: unknown) => {
      if (error instanceof MeshError && error.kind === 'unavailable') return [];
      throw error;
    })) as [isHeld: 0 | 1, limit: number, open: number, whose: 'key' | 'tenant'] | [];
    if (reply.length === 0) return UNCOUNTED;
    const [isHeld, limit, , whose] = reply;
    if (isHeld === 0) throw streamRefused(limit, whose);
    this.note(tenantId, keys, lease);
    return { release: () => this.release(tenantId, keys, lease) };
  }

  /** Renews nothing more: what is still held counts for 30 s at most. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private note(tenantId: string, keys: readonly string[], lease: string): void {
    const sets = this.held.get(tenantId) ?? new Map<string, Set<string>>();
    for (const key of keys) sets.set(key, (sets.get(key) ?? new Set()).add(lease));
    this.held.set(tenantId, sets);
    this.timer ??= setInterval(() => void this.renew(), RENEW_EVERY_MS).unref();
  }

  private release(tenantId: string, keys: readonly string[], lease: string): void {
    const sets = this.held.get(tenantId);
    if (sets === undefined || !keys.some((key) => sets.get(key)?.has(lease))) return;
    for (const key of keys) {
      const leases = sets.get(key);
      leases?.delete(lease);
      if (leases?.size === 0) sets.delete(key);
    }
    if (sets.size === 0) this.held.delete(tenantId);
    if (this.held.size === 0) this.stop();
    void Promise.all(keys.map((key) => this.redis.run((redis) => redis.zrem(key, lease)))).catch(() => undefined); // it runs out by itself
  }

  /** One call after the other. */
  private async renew(): Promise<void> {
    if (this.isRenewing) return;
    this.isRenewing = true;
    for (const sets of [...this.held.values()]) {
      for (const [key, leases] of [...sets]) await this.renewSet(key, leases);
    }
    this.isRenewing = false;
  }

  private async renewSet(key: string, leases: ReadonlySet<string>): Promise<void> {
    const all = [...leases];
    for (let from = 0; from < all.length; from += RENEWED_AT_ONCE) {
      const some = all.slice(from, from + RENEWED_AT_ONCE).filter((lease) => leases.has(lease)); // it may have been released meanwhile
      await this.redis.evaluate(RENEW, [key], [LEASE_MS, ...some]).catch(() => undefined); // the next round does it
    }
  }
}
