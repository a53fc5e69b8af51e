import type { NetworkPlace } from './network-agenda';

/** Networks whose failures are remembered; one more that fails is tried again without being let be. */
const MAX_KNOWN = 10_000;

/** Which networks are let be for a while because work for them failed: twice as long with each failure in a row, though they become due meanwhile. */
export class NetworkPauses {
  private readonly failed = new Map<string, { count: number; untilMs: number }>();

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
  ) {}

  /** Until when a network is let be (epoch ms); 0 when nothing failed. */
  untilMs(place: NetworkPlace): number {
    return this.failed.get(nameOf(place))?.untilMs ?? 0;
  }

  /** Work for a network failed again; returns how often in a row, for how long it is let be, `atLeastMs` included, and until when (epoch ms). */
  fail(place: NetworkPlace, atLeastMs = 0): { failures: number; waitMs: number; untilMs: number } {
    const name = nameOf(place);
    const { count = 0 } = this.failed.get(name) ?? {};
    const waitMs = Math.max(atLeastMs, Math.min(this.firstMs * 2 ** count, this.longestMs));
    const untilMs = Date.now() + waitMs;
    if (count > 0 || this.failed.size < MAX_KNOWN) this.failed.set(name, { count: count + 1, untilMs });
    return { failures: count + 1, waitMs, untilMs };
  }

  /** Work for a network went well. */
  end(place: NetworkPlace): void {
    this.failed.delete(nameOf(place));
  }
}

const nameOf = ({ tenantId, networkId }: NetworkPlace) => `${tenantId} ${networkId}`;
