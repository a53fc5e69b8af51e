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

  /** Resolves at the next ring, at once if there was one, or after `deadlineMs`. */
  async rung(deadlineMs: number): Promise<void> {
    if (this.hasRung) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, deadlineMs);
    });
    clearTimeout(timer);
    this.wake = undefined;
  }
}
