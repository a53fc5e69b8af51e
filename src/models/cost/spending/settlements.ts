import { Logger } from '@nestjs/common';
import { MeshError } from '../../../errors';
import { loadLua, type RedisClient } from '../../../redis';
import type { Settlement } from './settlement';

const SETTLE = loadLua(__dirname, 'settle.lua');
const MAX_POSTPONED = 1_000;
const RETRY_MS = 1_000;

/** Whether Redis could not be reached in time: then nobody knows what it did, and the script may be sent again. */
export function isAway(error: unknown): boolean {
  return error instanceof MeshError && error.kind === 'unavailable';
}

/**
 * Sends settlements, and keeps those that Redis was away for until it is back: an answer that is paid for must not fail for
 * that. At most 1,000 are kept; what gives way is lost to the ledger, and in budgets stays unsettled.
 */
export class Settlements {
  private readonly logger = new Logger('Spending');
  private readonly sending = new Set<Promise<void>>();
  private postponed: Settlement[] = [];
  private timer?: NodeJS.Timeout;
  private dropped = 0;

  constructor(private readonly redis: RedisClient) {}

  /** Never rejects; resolves once it is written, or kept for later. */
  send(settlement: Settlement): Promise<void> {
    const sent = this.write(settlement).then(() => void this.sending.delete(sent));
    this.sending.add(sent);
    return sent;
  }

  /** Keeps a settlement for later. */
  postpone(settlement: Settlement): void {
    this.postponed.push(settlement);
    if (this.postponed.length > MAX_POSTPONED) {
      this.postponed.shift();
      this.dropped += 1;
    }
    this.timer ??= setTimeout(() => void this.retry(), RETRY_MS).unref();
  }

  /** Waits for what is being sent, and tries once more what was kept. */
  async flush(): Promise<void> {
    await Promise.all(this.sending);
    await this.retry();
    clearTimeout(this.timer);
  }

  private async retry(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.dropped > 0) this.logger.warn({ dropped: this.dropped }, 'settlements lost: redis was away for too many of them');
    this.dropped = 0;
    const [first, ...others] = this.postponed;
    if (first === undefined) return;
    this.postponed = [];
    // One finds out whether Redis is back; the others need not wait for its absence too.
    await this.send(first);
    if (this.postponed.length > 0) for (const other of others) this.postpone(other);
    else await Promise.all(others.map((other) => this.send(other)));
  }

  private async write(settlement: Settlement): Promise<void> {
    try {
      await this.redis.evaluate(SETTLE, settlement.keys, settlement.args);
    } catch (error) {
      if (isAway(error)) this.postpone(settlement);
      else this.logger.error({ err: error }, 'a call could not be settled');
    }
  }
}
