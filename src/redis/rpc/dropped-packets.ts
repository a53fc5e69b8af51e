import type { Logger } from '@nestjs/common';

/** Milliseconds between two lines about packets that were dropped: whoever floods a channel must not flood the log. */
const SAY_EVERY_MS = 10_000;

/** Counts packets that nobody can be answered for, and says so now and then. */
export class DroppedPackets {
  private count = 0;
  private saidAtMs = -Infinity;

  constructor(private readonly log: Logger) {}

  note(pattern: string, why: string): void {
    this.count += 1;
    const nowMs = performance.now();
    if (nowMs - this.saidAtMs < SAY_EVERY_MS) return;
    this.log.warn({ pattern, why, count: this.count }, 'packets dropped');
    this.saidAtMs = nowMs;
    this.count = 0;
  }
}
