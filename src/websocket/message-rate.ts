/** Turns a second for long, and turns at once. */
export interface Rate {
  perSecond: number;
  atOnce: number;
}

/** How often a connection may do something: a bucket of turns that fills as time goes by. */
export class MessageRate {
  private left: number;
  private countedAtMs: number;

  constructor(
    private readonly rate: Rate,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.left = rate.atOnce;
    this.countedAtMs = nowMs();
  }

  /** Takes a turn, if there is one. */
  take(): boolean {
    const now = this.nowMs();
    this.left = Math.min(this.rate.atOnce, this.left + ((now - this.countedAtMs) * this.rate.perSecond) / 1_000);
    this.countedAtMs = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
