import { Injectable } from '@nestjs/common';
import type { MemoryPlace } from '../index/memory-index.store';
import { NetworkAgenda, RedisClient } from '../../redis';

/** Milliseconds after which a network that was written to is looked at, whatever it holds. */
export const LOOK_EVERY_MS = 600_000;
/** Networks whose last note a process remembers; one that is forgotten is noted once more. */
const MAX_REMEMBERED = 10_000;

/** The networks whose memory is to be swept, and when. A network leaves it only when it is gone. */
@Injectable()
export class SweepAgenda {
  readonly networks: NetworkAgenda;
  /** Network → when this process noted it last (epoch ms), the longest ago first. */
  private readonly notedAtMs = new Map<string, number>();

  constructor(redis: RedisClient) {
    this.networks = new NetworkAgenda(redis, 'sweeps');
  }

  /**
   * Sees to it that a network is swept once its next memory ends at `firstExpiryMs` (Infinity: none in sight). Called together with a
   * write: both go to Redis in one round trip, and nearly always there is nothing to send. Undefined then.
   */
  note(place: MemoryPlace, firstExpiryMs = Infinity): Promise<void> | undefined {
    const nowMs = Date.now();
    const name = `${place.tenantId} ${place.networkId}`;
    const isNoted = nowMs - (this.notedAtMs.get(name) ?? 0) < LOOK_EVERY_MS;
    if (isNoted && firstExpiryMs > nowMs + LOOK_EVERY_MS) return undefined;
    return this.networks.note(place, Math.min(firstExpiryMs, nowMs + LOOK_EVERY_MS)).then(() => this.remember(name, nowMs));
  }

  private remember(name: string, nowMs: number): void {
    this.notedAtMs.delete(name);
    this.notedAtMs.set(name, nowMs);
    const [oldest] = this.notedAtMs.keys();
    if (this.notedAtMs.size > MAX_REMEMBERED && oldest !== undefined) this.notedAtMs.delete(oldest);
  }
}
