/** How much one process takes on at once. */
export interface InFlightBounds {
  /** Messages that are worked on. */
  running: number;
  /** Messages that wait for a place, and the characters of their packets. */
  waiting: number;
  waitingLength: number;
  /** Milliseconds one waits for a place. */
  waitMs: number;
}

/**
 * Messages of stock clients arrive as fast as they are sent, and pub/sub knows no backpressure: some are worked on, some wait in the order in
 * which they came, and for the rest there is no place.
 */
export class InFlight {
  private running = 0;
  private waitingLength = 0;
  private readonly waiting = new Map<object, () => void>();
  private readonly idlers = new Set<() => void>();

  constructor(private readonly bounds: InFlightBounds) {}

  /** Resolves to whether there is a place, which `leave` gives back. `length` is that of the packet. */
  enter(length: number): Promise<boolean> {
    if (this.running < this.bounds.running) {
      this.running += 1;
      return Promise.resolve(true);
    }
    if (this.waiting.size >= this.bounds.waiting || this.waitingLength + length > this.bounds.waitingLength) return Promise.resolve(false);
    return this.wait(length);
  }

  /** Gives a place back, to whoever has waited longest. */
  leave(): void {
    const [next] = this.waiting.values();
    if (next) return next();
    this.running -= 1;
    if (this.running > 0) return;
    for (const idle of this.idlers) idle();
    this.idlers.clear();
  }

  /** Resolves when nothing is worked on any more, at the latest after `atMostMs`. */
  async idle(atMostMs: number): Promise<void> {
    if (this.running === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, atMostMs);
      this.idlers.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private wait(length: number): Promise<boolean> {
    this.waitingLength += length;
    return new Promise((resolve) => {
      const who = {};
      const end = (hasPlace: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(who);
        this.waitingLength -= length;
        resolve(hasPlace);
      };
      const timer = setTimeout(end, this.bounds.waitMs, false).unref();
      this.waiting.set(who, () => end(true)); // the place is handed over, not freed
    });
  }
}
