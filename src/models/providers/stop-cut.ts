/** Cuts a text that arrives in pieces before the first of `stops`, for models that do not take stop texts themselves. */
export class StopCut {
  private held = '';
  private stopped = false;
  private readonly stops: readonly string[];

  constructor(stops: readonly string[]) {
    this.stops = stops.filter((stop) => stop !== '');
  }

  /** What may be shown by now; a tail that could become a stop is held back. */
  push(text: string): string {
    if (this.stopped) return '';
    this.held += text;
    const found = this.stops.map((stop) => this.held.indexOf(stop)).filter((at) => at !== -1);
    if (found.length > 0) {
      this.stopped = true;
      return this.held.slice(0, Math.min(...found));
    }
    const safe = this.held.length - Math.max(0, ...this.stops.map((stop) => this.overlap(stop)));
    const shown = this.held.slice(0, safe);
    this.held = this.held.slice(safe);
    return shown;
  }

  /** What was held back in vain. */
  end(): string {
    return this.stopped ? '' : this.held;
  }

  /** Characters at the end of what is held with which `stop` begins. */
  private overlap(stop: string): number {
    for (let length = Math.min(stop.length - 1, this.held.length); length > 0; length -= 1) {
      if (this.held.endsWith(stop.slice(0, length))) return length;
    }
    return 0;
  }
}

/** `text` before the first of `stops`. */
export function cutAtStop(text: string, stops: readonly string[]): string {
  const cut = new StopCut(stops);
  return cut.push(text) + cut.end();
}
