/** Rings for one who waits; a ring since the last `reset` is not lost to one who waits later. */
export class Bell {
  private hasRung = false;
  private wake?: () => void;

  reset(): void {
    this.hasRung = false;
  }

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  /** Resolves at the next ring, or at once if there was one. */
  rung(): Promise<void> {
    if (this.hasRung) return Promise.resolve();
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
