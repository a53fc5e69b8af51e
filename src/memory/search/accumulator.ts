/** Sums by a small whole number, cheap to begin anew: only what was touched is cleared. One search at a time uses it, without awaiting. */
export class Accumulator {
  values = new Float64Array(0);
  /** The first `count` are the numbers that have a sum. */
  touched = new Int32Array(0);
  count = 0;

  /** Forgets all sums; numbers below `size` may come. */
  begin(size: number): void {
    for (let at = 0; at < this.count; at += 1) this.values[this.touched[at] as number] = 0;
    this.count = 0;
    if (this.values.length >= size) return;
    this.values = new Float64Array(size * 2);
    this.touched = new Int32Array(size * 2);
  }

  /** `amount` is positive. */
  add(number: number, amount: number): void {
    const before = this.values[number] as number;
    if (before === 0) this.touched[this.count++] = number;
    this.values[number] = before + amount;
  }

  /** Raises a sum to at least `amount`. */
  raise(number: number, amount: number): void {
    const missing = amount - (this.values[number] as number);
    if (missing > 0) this.add(number, missing);
  }

  greatest(): number {
    let greatest = 0;
    for (let at = 0; at < this.count; at += 1) {
      const value = this.values[this.touched[at] as number] as number;
      if (value > greatest) greatest = value;
    }
    return greatest;
  }
}
